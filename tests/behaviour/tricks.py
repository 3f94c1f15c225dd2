"""Ways to make a text look sourced without telling the reader more: a text in, the gamed text out."""

from __future__ import annotations

import re
from collections.abc import Callable

_SENTENCE = re.compile(r"[^.!?\n][^.!?\n]*[.!?]")
_INDICATIVE = re.compile(r"\b(ist|sind|hat|haben|wird|werden)\b")
_SUBJUNCTIVE = {
    "ist": "sei",
    "sind": "seien",
    "hat": "habe",
    "haben": "hätten",
    "wird": "werde",
    "werden": "würden",
}


def _each_sentence(text: str, change: Callable[[str], str]) -> str:
    return _SENTENCE.sub(lambda match: change(match.group()), text)


def _before_the_stop(text: str, words: str) -> str:
    return _each_sentence(text, lambda sentence: f"{sentence[:-1]}{words}.")


def laut_experten(text: str) -> str:
    """*laut Experten* at the end of every sentence."""
    return _before_the_stop(text, ", laut Experten")


def berichten_zufolge(text: str) -> str:
    """*Berichten zufolge* at the end of every sentence."""
    return _before_the_stop(text, ", Berichten zufolge")


def so_heisst_es(text: str) -> str:
    """*so heißt es* at the end of every sentence."""
    return _before_the_stop(text, ", so heißt es")


def kritiker_sagen(text: str) -> str:
    """A sentence of critics after every sentence."""
    return _each_sentence(text, lambda sentence: f"{sentence} Das sagen auch Kritiker.")


def one_source_twenty_times(text: str) -> str:
    """One spokesman who says nothing, twenty times, in a paragraph of his own."""
    return text.rstrip() + "\n\n" + " ".join(["Rathaussprecher Timo Ebert äußerte sich."] * 20)


def one_source_in_every_paragraph(text: str) -> str:
    """One named woman in every paragraph who says nothing about it."""
    return re.sub(r"(?m)([.!?])$", r"\1 „Kein Kommentar“, sagte Pressesprecherin Lena Baumann.", text)


def empty_subjunctive(text: str) -> str:
    """The Konjunktiv of reported speech, with nobody who speaks."""
    return _INDICATIVE.sub(lambda match: _SUBJUNCTIVE[match.group()], text)


def quotation_marks(text: str) -> str:
    """Every sentence in quotation marks."""
    return _each_sentence(text, lambda sentence: re.sub(r"\S.*", r"„\g<0>“", sentence))


def quoted_words(text: str) -> str:
    """Every long word in quotation marks."""
    return re.sub(r"\b[A-ZÄÖÜ]\w{6,}\b", lambda match: f"„{match.group()}“", text)


def source_noise(text: str) -> str:
    """*(Quelle: Internet)* after every sentence."""
    return _before_the_stop(text, " (Quelle: Internet)")


def list_of_words(text: str) -> str:
    """Words that sound of sources, as a paragraph."""
    return text.rstrip() + "\n\n" + "Studie, Bericht, Experte, Sprecher, Umfrage, Gutachten, Zitat, Quelle. " * 5


def names_dropped(text: str) -> str:
    """Named people with offices in every paragraph who say nothing."""
    return re.sub(r"(?m)([.!?])$", r"\1 Professorin Petra Lang und Minister Ali Demir standen im Saal daneben.", text)


def studies_exist(text: str) -> str:
    """A study without author, title or date in every paragraph."""
    return re.sub(r"(?m)([.!?])$", r"\1 Dazu gibt es Studien.", text)


def bekanntlich(text: str) -> str:
    """*wie jeder weiß* at the end of every sentence."""
    return _before_the_stop(text, ", wie jeder weiß")


TRICKS: dict[str, Callable[[str], str]] = {
    trick.__name__: trick
    for trick in (
        laut_experten,
        berichten_zufolge,
        so_heisst_es,
        kritiker_sagen,
        one_source_twenty_times,
        one_source_in_every_paragraph,
        empty_subjunctive,
        quotation_marks,
        quoted_words,
        source_noise,
        list_of_words,
        names_dropped,
        studies_exist,
        bekanntlich,
    )
}

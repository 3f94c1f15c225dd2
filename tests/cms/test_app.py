"""The Wagtail app without a browser: who gets what, what is stored, the gate, the report over all pages."""

from __future__ import annotations

import csv
import logging
from datetime import timedelta
from typing import Any

import pytest

pytest.importorskip("wagtail", reason="Wagtail is not installed; `make wagtail` runs these tests on two versions")

SECRET = "Der geheime Vermerk kostet 77 Millionen Euro und liegt im Rathaus von Musterstadt."
SOURCED = "Die Brücke werde im Mai gesperrt, sagte Anna Beispiel, Sprecherin des Bauamts, am Montag in Musterstadt."
BARE = "Beim Umbau des Bahnhofs sind 48 Millionen Euro verschwunden, 120 Beschäftigte wurden entlassen."
VAGUE = "Experten rechnen mit langen Staus und mit 300 Beschwerden im Monat."
WEAK = (BARE, VAGUE)


def url(name: str, *args: Any) -> str:
    from django.urls import reverse

    return reverse(f"quellenlage:{name}", args=args)


def html(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def form(page: Any, *paragraphs: str, **more: Any) -> dict[str, Any]:
    """What the editor posts when it saves an article."""
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    lead, *rest = (f"<p>{paragraph}</p>" for paragraph in paragraphs)
    fields = {"title": page.title, "slug": page.slug, "lead": rich_text(lead), "written_by": ""}
    fields |= {"body": streamfield([("text", rich_text("".join(rest)))] if rest else []), "comments": {}}
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    return nested_form_data(fields | {"comments": comments}) | more


def edit(client: Any, page: Any, *paragraphs: str, **more: Any) -> Any:
    from django.urls import reverse

    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, *paragraphs, **more))


def publish(client: Any, page: Any, *paragraphs: str) -> Any:
    return edit(client, page, *paragraphs, **{"action-publish": "1"})


def is_live(page: Any) -> bool:
    return bool(type(page).objects.get(pk=page.pk).live)


def latest(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision()


def kept(page: Any) -> Any:
    from quellenlage.wagtail.models import PageScore

    return PageScore.objects.get(page_id=page.pk)


def messages(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def digests(response: Any) -> list[str]:
    return [one["digest"] for paragraph in response.context["paragraphs"] for one in paragraph["complaints"]]


def test_the_example_site_passes_the_checks_and_needs_no_migration() -> None:
    from django.core.management import call_command

    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"GATES": "block"}, 1),
        ({"GATE": "hold"}, 2),
        ({"GATE_SCORE": 101}, 3),
        ({"PAGE_TYPES": ["newsroom.Nothing"]}, 4),
        ({"PAGE_TYPES": ["newsroom.ArticlePage"], "GATE": "warn", "GATE_SCORE": 0, "DELAY": 0}, None),
    ],
)
def test_wrong_settings_are_reported(given: dict[str, Any], number: int | None) -> None:
    from django.test import override_settings
    from quellenlage.wagtail.configuration import check

    with override_settings(QUELLENLAGE=given):
        assert [error.id for error in check()] == ([f"quellenlage.E00{number}"] if number else [])


# Who gets what


def addresses(page: Any) -> list[tuple[str, str, dict[str, str]]]:
    return [
        ("post", url("check", page.pk), {"html": html(SECRET)}),
        ("post", url("check_new", page.get_parent().pk), {"html": html(SECRET)}),
        ("post", url("mark", page.pk), {"digest": "0" * 64, "marked": "1"}),
        ("get", url("held", page.pk), {}),
        ("post", url("held", page.pk), {"reason": "Weil.", "revision": str(page.latest_revision_id)}),
        ("get", url("report"), {}),
        ("get", url("report_results"), {}),
        ("get", url("report") + "?export=csv", {}),
    ]


@pytest.mark.parametrize("name", [None, "leser"])
def test_nobody_without_access_to_the_admin_gets_anything(article: Any, client: Any, name: str | None) -> None:
    from quellenlage.wagtail.models import FalseAlarm

    page = article(SECRET, BARE)
    for method, address, fields in addresses(page):
        response = getattr(client(name), method)(address, fields)
        assert response.status_code == 302, address
        assert response.headers["Location"].startswith("/admin/login/"), address
    assert not FalseAlarm.objects.filter(page_id=page.pk).exists()
    assert not is_live(page)


def test_an_editor_of_another_section_gets_nothing(article: Any, client: Any) -> None:
    from quellenlage.wagtail.models import FalseAlarm

    page = article(SECRET, BARE, section="Politik")
    for method, address, fields in addresses(page):
        response = getattr(client("redakteur"), method)(address, fields)
        if "report" in address:
            shown = b"".join(response.streaming_content) if response.streaming else response.content
            assert page.title not in shown.decode()
        else:
            assert response.status_code == 404, address
    assert not FalseAlarm.objects.filter(page_id=page.pk).exists()
    assert not is_live(page)


def test_a_page_that_does_not_exist_is_as_unknown_as_one_of_another_section(client: Any) -> None:
    assert client("redakteur").post(url("check", 10**6), {"html": "x"}).status_code == 404


def test_every_post_needs_a_csrf_token(article: Any, client: Any) -> None:
    page = article(BARE)
    guarded = client("admin", enforce_csrf_checks=True)
    posts = [one for one in addresses(page) if one[0] == "post"]
    assert [guarded.post(address, fields).status_code for _, address, fields in posts] == [403] * 4
    assert client("admin").get(url("check", page.pk)).status_code == 405


def test_only_what_is_posted_is_scored(article: Any, client: Any) -> None:
    page = article(SECRET)
    shown = client("redakteur").post(url("check", page.pk), {"html": html(BARE)}).content.decode()
    assert "48 Millionen" in shown
    assert "Vermerk" not in shown


def test_a_page_that_is_not_saved_yet_is_scored_and_not_marked(article: Any, client: Any) -> None:
    parent = article(BARE).get_parent()
    shown = client("redakteur").post(url("check_new", parent.pk), {"html": html(BARE, VAGUE)}).content.decode()
    assert "48 Millionen" in shown
    assert "quellenlage#mark" not in shown
    assert "sobald die Seite einmal gespeichert ist" in shown


# What is shown


def test_the_panel_says_what_needs_work_and_why(article: Any, client: Any) -> None:
    response = client("redakteur").post(url("check", article(BARE).pk), {"html": html(SOURCED, BARE, VAGUE)})
    shown = response.content.decode()
    assert [paragraph["number"] for paragraph in response.context["paragraphs"]] == [2, 3]
    assert "Woher stammen die Zahlen? Quelle nennen." in shown
    assert "Wer genau ist gemeint?" in shown
    assert "Anna Beispiel" in shown
    assert "80-%-Intervall" in shown
    assert all(paragraph["reasons"] for paragraph in response.context["paragraphs"])


def test_the_panel_speaks_the_language_of_the_editor(article: Any, client: Any) -> None:
    from django.contrib.auth.models import User
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(User.objects.get(username="chefin"))
    profile.preferred_language = "en"
    profile.save()
    shown = client("chefin").post(url("check", article(BARE).pk), {"html": html(BARE, VAGUE)}).content.decode()
    report = client("chefin").get(url("report")).content.decode()
    profile.preferred_language = ""
    profile.save()
    assert "Paragraphs with open questions" in shown
    assert "Where do the figures come from?" in shown or "source" in shown
    assert "Fehlalarm" not in shown
    assert "Open findings" in report


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=hit()>", "\"' autofocus onfocus='hit()", "</template><script>hit()"]
)
def test_everything_shown_is_escaped(article: Any, client: Any, payload: str) -> None:
    from bs4 import BeautifulSoup
    from django.utils.html import escape

    text = f"Laut Polizei {payload} kostet das 48 Millionen Euro. Der Umbau {payload} dauert 6 Jahre."
    response = client("admin").post(url("check", article(BARE).pk), {"html": html(SOURCED, escape(text))})
    shown = BeautifulSoup(response.content, "html.parser")
    # Every mention of a source brings along how its paragraph begins.
    assert any(payload in one["data-quellenlage-opening-param"] for one in shown.select("[data-action]"))
    assert not shown.select("img, script, template, [onfocus], [onerror], [autofocus]")


@pytest.mark.parametrize(
    "posted", ["", " ", "\x00\ud800".encode("utf-8", "replace").decode(), "<p>", "<main" * 9, "🙂" * 500]
)
def test_any_text_gives_a_panel(article: Any, client: Any, posted: str) -> None:
    response = client("admin").post(url("check", article(BARE).pk), {"html": posted})
    assert response.status_code == 200
    assert "Quellenverzeichnis" in response.content.decode()


def test_a_page_that_is_too_long_is_refused(article: Any, client: Any) -> None:
    assert client("admin").post(url("check", article(BARE).pk), {"html": "x" * 300_001}).status_code == 413


def test_a_failing_scorer_breaks_nothing_and_nothing_is_logged_of_the_text(
    article: Any, client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Any) -> None:
        raise RuntimeError(SECRET)

    page = article(BARE)
    monkeypatch.setattr("quellenlage.wagtail.judgement.score", broken)
    with caplog.at_level(logging.DEBUG):
        assert client("admin").post(url("check", page.pk), {"html": html(SECRET)}).status_code == 204
        assert edit(client("admin"), page, SECRET).status_code == 302
        client_ = client("admin")
        assert publish(client_, page, SECRET).status_code == 302
        assert "konnte vor dem Veröffentlichen nicht bestimmt werden" in messages(client_.get("/admin/"))
    assert is_live(page)
    assert "RuntimeError" in caplog.text
    assert "Vermerk" not in caplog.text


def test_text_is_never_logged(article: Any, client: Any, caplog: pytest.LogCaptureFixture) -> None:
    page = article(SECRET)
    with caplog.at_level(logging.DEBUG):
        client("admin").post(url("check", page.pk), {"html": html(SECRET)})
        publish(client("admin"), page, SECRET)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not any("Vermerk" in line for line in ours)


# False alarms


def test_a_false_alarm_is_kept_for_its_page_and_can_be_taken_back(article: Any, client: Any) -> None:
    page, other, editor = article(BARE), article(BARE), client("redakteur")
    text = {"html": html(SOURCED, BARE)}
    (digest,) = digests(editor.post(url("check", page.pk), text))
    for _ in range(2):
        assert editor.post(url("mark", page.pk), {"digest": digest, "marked": "1"}).status_code == 204
    marked = editor.post(url("check", page.pk), text)
    assert digests(marked) == []
    assert [one["digest"] for one in marked.context["dismissed"]] == [digest]
    assert digests(editor.post(url("check", other.pk), text)) == [digest]
    assert editor.post(url("mark", page.pk), {"digest": digest, "marked": ""}).status_code == 204
    assert digests(editor.post(url("check", page.pk), text)) == [digest]


def test_a_paragraph_of_false_alarms_does_not_count(article: Any, client: Any) -> None:
    page, editor = article(SOURCED, BARE), client("redakteur")
    text = {"html": html(SOURCED, BARE)}
    before = editor.post(url("check", page.pk), text)
    alone = editor.post(url("check", page.pk), {"html": html(SOURCED)})
    for digest in digests(before):
        editor.post(url("mark", page.pk), {"digest": digest, "marked": "1"})
    after = editor.post(url("check", page.pk), text)
    assert before.context["score"].value < after.context["score"].value == alone.context["score"].value
    assert kept(page).findings == 0
    assert kept(page).score > before.context["score"].value


def test_one_word_is_not_every_such_word(article: Any, client: Any) -> None:
    page, editor = article(BARE), client("admin")
    second = "Experten erwarten im nächsten Jahr 200 Verfahren vor dem Landgericht in Musterstadt."
    found = digests(editor.post(url("check", page.pk), {"html": html(VAGUE, second)}))
    assert len(set(found)) == len(found) >= 2
    editor.post(url("mark", page.pk), {"digest": found[0], "marked": "1"})
    assert digests(editor.post(url("check", page.pk), {"html": html(VAGUE, second)})) == found[1:]


@pytest.mark.parametrize("digest", ["", "x", "0" * 63, "A" * 64, "0" * 65, "' or 1=1"])
def test_only_checksums_are_stored(article: Any, client: Any, digest: str) -> None:
    response = client("admin").post(url("mark", article(BARE).pk), {"digest": digest, "marked": "1"})
    assert response.status_code == 400


# The gate


def test_below_the_bar_a_page_stays_a_draft_and_is_shown_why(article: Any, client: Any) -> None:
    page, editor = article(*WEAK), client("redakteur")
    response = publish(editor, page, *WEAK)
    assert response.headers["Location"] == url("held", page.pk)
    assert not is_live(page)
    assert VAGUE[:20] in latest(page).as_object().body.get_prep_value()[0]["value"]
    shown = editor.get(url("held", page.pk)).content.decode()
    assert "48 Millionen" in shown
    assert "nötig sind 50" in shown
    assert 'name="reason"' not in shown
    revision = latest(page).pk
    assert editor.post(url("held", page.pk), {"reason": "Doch.", "revision": revision}).status_code == 404
    assert not is_live(page)


def test_above_the_bar_a_page_is_published(article: Any, client: Any) -> None:
    page, editor = article(*WEAK), client("redakteur")
    assert "quellenlage" not in publish(editor, page, SOURCED).headers["Location"]
    assert is_live(page)
    assert editor.get(url("held", page.pk)).status_code == 302


def test_a_page_without_a_score_is_not_held_back(article: Any, client: Any) -> None:
    page = article("Zu kurz.")
    publish(client("redakteur"), page, "Zu kurz.")
    assert is_live(page)
    assert kept(page).score is None


def test_a_false_alarm_opens_the_gate(article: Any, client: Any) -> None:
    page, editor = article(*WEAK), client("redakteur")
    assert "held" in publish(editor, page, *WEAK).headers["Location"]
    for digest in digests(editor.get(url("held", page.pk))):
        editor.post(url("mark", page.pk), {"digest": digest, "marked": "1"})
    publish(editor, page, *WEAK)
    assert is_live(page)


def test_those_permitted_publish_with_a_reason_that_is_kept(article: Any, client: Any) -> None:
    from django.urls import reverse

    page, chief = article(*WEAK), client("chefin")
    publish(chief, page, *WEAK)
    revision = latest(page).pk
    assert 'name="reason"' in chief.get(url("held", page.pk)).content.decode()
    assert chief.post(url("held", page.pk), {"reason": " ", "revision": revision}).status_code == 200
    stale = chief.post(url("held", page.pk), {"reason": "Eilt.", "revision": revision - 1})
    assert stale.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not is_live(page)
    chief.post(url("held", page.pk), {"reason": "Eilt <b>sehr</b>.", "revision": revision})
    assert is_live(page)
    history = chief.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Trotz Quellenlage-Sperre veröffentlicht" in history
    assert "Eilt &lt;b&gt;sehr&lt;/b&gt;." in history


@pytest.mark.parametrize(("gate", "said"), [("off", False), ("warn", True)])
def test_a_gate_that_is_off_or_warns_lets_pages_through(article: Any, client: Any, gate: str, said: bool) -> None:
    from django.test import override_settings

    page, editor = article(*WEAK), client("redakteur")
    with override_settings(QUELLENLAGE={"GATE": gate}):
        publish(editor, page, *WEAK)
        assert is_live(page)
        assert ("erwartet sind 50" in messages(editor.get("/admin/"))) is said
        assert editor.get(url("held", page.pk)).status_code == 302


def test_several_pages_at_once_are_held_back_too(article: Any, client: Any) -> None:
    from django.urls import reverse

    good, bad, editor = article(SOURCED), article(*WEAK), client("redakteur")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = editor.post(f"{address}?id={good.pk}&id={bad.pk}&next=/admin/pages/", {})
    assert response.status_code == 302
    assert not is_live(bad)
    assert not is_live(good)
    assert bad.title in messages(editor.get("/admin/"))
    editor.post(f"{address}?id={good.pk}&next=/admin/pages/", {})
    assert is_live(good)


@pytest.mark.parametrize(("name", "live"), [("redakteur", False), ("chefin", True)])
def test_a_finished_workflow_is_held_back_too(article: Any, name: str, live: bool) -> None:
    from django.contrib.auth.models import User
    from quellenlage.wagtail.gate import publish_workflow_state
    from wagtail.models import PageLogEntry, WorkflowState

    page = article(*WEAK)
    publish_workflow_state(WorkflowState(content_object=page), User.objects.get(username=name))
    assert is_live(page) is live
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert ("quellenlage.override" if live else "quellenlage.held") in actions


# The report over all pages


def rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))


def test_the_report_lists_what_one_may_edit_lowest_first(article: Any, client: Any) -> None:
    low, high, hidden = article(*WEAK), article(SOURCED), article(*WEAK, section="Politik")
    shown = [page.title for page in client("redakteur").get(url("report")).context["object_list"]]
    assert shown.index(low.title) < shown.index(high.title)
    assert hidden.title not in shown
    everything = [page.title for page in client("chefin").get(url("report")).context["object_list"]]
    assert {low.title, high.title, hidden.title} <= set(everything)


def test_the_report_filters_by_level_and_date(article: Any, client: Any) -> None:
    from django.utils import timezone

    low, high, none = article(*WEAK), article(SOURCED), article("Zu kurz.")
    editor, mine = client("redakteur"), {low.title, high.title, none.title}

    def shown(query: str) -> set[str]:
        return mine & {page.title for page in editor.get(f"{url('report_results')}?{query}").context["object_list"]}

    assert shown(f"level={kept(low).level}") == {low.title}
    assert shown(f"level={kept(high).level}&level=none") == {high.title, none.title}
    today = timezone.localdate()
    assert shown(f"latest_revision_created_at_from={today}") == mine
    assert shown(f"latest_revision_created_at_to={today - timedelta(days=1)}") == set()


def test_the_report_is_exported_as_a_table_that_runs_nothing(article: Any, client: Any) -> None:
    page = article(*WEAK)
    type(page).objects.filter(pk=page.pk).update(title='=HYPERLINK("http://x")')
    found = rows(client("redakteur").get(url("report") + "?export=csv"))
    (mine,) = [row for row in found if "HYPERLINK" in row["Titel"]]
    assert mine["Titel"].startswith("'=")
    assert float(mine["Wert"]) == kept(page).score
    assert mine["Stufe"] == kept(page).level
    assert list(mine)[-1] == "Bewertet"


def test_every_saved_version_is_scored(article: Any, client: Any) -> None:
    page = article(*WEAK)
    before = kept(page).score
    edit(client("redakteur"), page, SOURCED)
    assert kept(page).score > before
    assert not is_live(page)


def test_old_pages_are_scored_by_the_command(article: Any, capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    page = article(*WEAK)
    score = kept(page).score
    kept(page).delete()
    call_command("quellenlage_score")
    assert kept(page).score == score
    assert "scored, 0 could not be" in capsys.readouterr().out


def test_pages_of_other_types_are_left_alone(article: Any, client: Any) -> None:
    from django.test import override_settings
    from quellenlage.wagtail.models import PageScore

    page = article(*WEAK)
    PageScore.objects.filter(page_id=page.pk).delete()
    with override_settings(QUELLENLAGE={"PAGE_TYPES": ["newsroom.SectionPage"], "GATE": "block"}):
        publish(client("redakteur"), page, *WEAK)
        assert is_live(page)
        assert not PageScore.objects.filter(page_id=page.pk).exists()


def test_a_page_without_a_preview_is_left_alone(
    article: Any, client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from quellenlage.wagtail.models import PageScore

    page = article(*WEAK)
    PageScore.objects.filter(page_id=page.pk).delete()
    monkeypatch.setattr(type(page), "preview_modes", [])
    publish(client("redakteur"), page, *WEAK)
    assert is_live(page)
    assert not PageScore.objects.filter(page_id=page.pk).exists()
    assert "could not be scored" not in caplog.text


def test_the_permission_is_offered_where_groups_are_edited(client: Any) -> None:
    from django.contrib.auth.models import Group
    from django.urls import reverse

    group = Group.objects.get(name="redakteur")
    shown = client("admin").get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
    assert "Trotz Quellenlage-Sperre veröffentlichen" in shown


def test_a_page_whose_template_fails_can_be_saved_and_published(
    article: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article(*WEAK)
    monkeypatch.setattr(type(page), "template", "newsroom/nothing.html")
    publish(client("redakteur", raise_request_exception=False), page, *WEAK)
    assert is_live(page)

"""HTML bodies: blocks are paragraphs, what is unseen is no text, links are offsets, anything gives an article."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from quellenlage import Article, Scorer
from quellenlage.html_body import read_html

from work import work


def blocks(html: str) -> list[str]:
    article = read_html(html)
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


@pytest.mark.parametrize("tag", "p li blockquote h1 h2 h3 h4 h5 h6 figcaption td th dt dd div section".split())
def test_a_block_is_a_paragraph(tag: str) -> None:
    assert blocks(f"<p>Vorher.</p><{tag}>Es brennt.</{tag}><p>Nachher.</p>") == ["Vorher.", "Es brennt.", "Nachher."]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Nur Text.", ["Nur Text."]),
        ("Eins <b>z</b>wei &amp; drei", ["Eins zwei & drei"]),
        ("<p>Ein\n  Satz\tüber  Zeilen</p>", ["Ein Satz über Zeilen"]),
        ("<p>Ein <b> Satz</b> </p>", ["Ein Satz"]),
        ("<p>5&nbsp;&nbsp;Euro</p>", ["5\u00a0\u00a0Euro"]),
        ("<p>&nbsp;</p><p></p><p> </p>x", ["x"]),
        ("<p>Straße<br>Ort</p>", ["Straße Ort"]),
        ("<p>Eins.<br><br/>Zwei.</p>", ["Eins.", "Zwei."]),
        ("<p>Eins.<br> <br>Zwei.<br></p>Drei", ["Eins.", "Zwei.", "Drei"]),
        ("<pre>Eins\nzwei\n\ndrei</pre>vier\nfünf", ["Eins", "zwei", "drei", "vier fünf"]),
        ("<ul><li>a<ul><li>b</ul>c<li>d</ul>", ["a", "b", "c", "d"]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ["a", "b"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("<p>a<p>b<div>c", ["a", "b", "c"]),
        ("a</div></body></html>b", ["a", "b"]),
        ("<!doctype html><html><head><title>T</title><style>s{}</style></head><body><p>x</p></body></html>", ["x"]),
        ("a<script>if (a<b) x()</script><style>p{}</style><template>t<b>z</b></template>", ["a"]),
        ("a<p hidden>b<i>c</i></p><input hidden>d<select><option>e</select><!-- f -->", ["ad"]),
        ("Wo\u00adche 😀 &#128512; &auml;", ["Wo\u00adche 😀 😀 ä"]),
        ("a\x00b\ud800c", ["a\ufffdb\ufffdc"]),
        ("<plaintext>a", ["a"]),
        ("", []),
        ("<br><img src=x>", []),
    ],
)
def test_text_is_what_a_reader_sees(html: str, expected: list[str]) -> None:
    assert blocks(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>Die <a href="https://a.example/b"> Stadt </a>sagt.</p>', [("Stadt", "https://a.example/b")]),
        ('<p>x</p><a href="https://a.example"><h3>Eins</h3><p>Zwei</p></a>', [("Eins", ""), ("Zwei", "")]),
        ("<a href=https://a.example>x<a href=http://b.example>😀y</a>", [("x", ""), ("😀y", "http://b.example")]),
        ("<a href=https://a.example>a<b>b</b></a> und <a href='HTTPS://B.example'>c</a>", [("ab", ""), ("c", "")]),
        ("<a href='/hier'>a</a><a href='#x'>b</a><a href='mailto:a@b.example'>c</a><a>d</a><a name=e>e</a>", []),
        ("<a href='javascript:alert(1)'>a</a><a href='https:'>b</a><a href='https://a.example'><img></a>", []),
        ("<p hidden><a href=https://a.example>a</a></p>", []),
    ],
)
def test_links_to_other_sites_are_noted(html: str, expected: list[tuple[str, str]]) -> None:
    article = read_html(html)
    assert [article.text[link.start : link.end] for link in article.links] == [text for text, _ in expected]
    assert all(href in link.href for link, (_, href) in zip(article.links, expected, strict=True))


def test_a_report_says_which_source_is_linked(scorer: Scorer) -> None:
    html = (
        '<p>Die Brücke werde gesperrt, sagte <a href="https://a.example">Anna Beispiel</a> vom Bauamt.</p>'
        '<p>Sie ist <a href="https://b.example">99 Jahre</a> alt.</p>'
    )
    report = scorer.score(read_html(html, "Die Brücke"))
    found = report.to_dict()
    assert [found["sources"][link["source"]]["name"] for link in found["links"][:1]] == ["Anna Beispiel"]
    assert found["links"][1]["source"] is None
    assert found["title"] == "Die Brücke"
    assert report.score == scorer.score(Article([*blocks(html)], "Die Brücke")).score


def test_only_text_is_read() -> None:
    with pytest.raises(TypeError, match="bytes"):
        read_html(b"<p>x</p>")  # type: ignore[arg-type]


_TAGS = st.sampled_from(
    (
        "<p> </p> <br> <a_href=https://a.example> </a> <li> <pre> </pre> <b> </b> <script> </script> <p_hidden> <table>"
        " <td> </table> <svg> </svg> <!-- --> <![CDATA[ ]]> <? &amp; &#0; &#xD800; &nbsp; </html>"
        " <template> </template> <"
    )
    .replace("_", "\f")
    .split(" ")
)
_REPEATED = ["<a href=https://a.example>x ", "<p>", "<b>", "<br>", "&amp;", "<!--", "x ", "<pre>\n"]


@given(st.lists(_TAGS | st.text(max_size=6), max_size=40).map("".join))
@example("<a href=https://a.example>&nbsp;")
@example("<a href=https://a.example>&nbsp;x&nbsp;</a>")
def test_anything_gives_an_article_whose_offsets_hold(html: str) -> None:
    article = read_html(html)
    for paragraph in article.paragraphs:
        shown = article.text[paragraph.start : paragraph.end]
        assert shown
        assert shown == shown.strip()
        assert "\n" not in shown
    for link in article.links:
        linked = article.text[link.start : link.end]
        assert linked
        assert any(one.start <= link.start and link.end <= one.end for one in article.paragraphs)


@pytest.mark.parametrize(
    "part", ["<a href=https://a.example>x ", "<p>", "<b>", "<br>", "&amp;", "<!--", "x ", "<pre>\n"]
)
def test_work_grows_with_the_length(part: str) -> None:
    read_html(part)
    small, large = part * 4_000, part * 32_000
    assert work(lambda: read_html(large)) < 8 * 1.5 * work(lambda: read_html(small))

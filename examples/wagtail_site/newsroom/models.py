"""Two kinds of pages: a section and the articles in it."""

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page


class SectionPage(Page):
    """A section of the paper: a list of its articles."""

    subpage_types = ["newsroom.SectionPage", "newsroom.ArticlePage"]


class ArticlePage(Page):
    """An article: a lead and blocks of text."""

    lead = RichTextField("Vorspann", blank=True, features=["bold", "link"])
    body = StreamField(
        [
            ("text", blocks.RichTextBlock(label="Text", features=["bold", "italic", "link", "h2", "ul"])),
            ("quote", blocks.BlockQuoteBlock(label="Zitat")),
        ],
        verbose_name="Text",
        blank=True,
    )
    written_by = models.CharField("Autor", max_length=100, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("written_by"), FieldPanel("lead"), FieldPanel("body")]
    subpage_types: list[str] = []

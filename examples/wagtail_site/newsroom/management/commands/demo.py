"""Makes the example site: database, sample users, sections and articles; then serves it.

Users (the password is the name): ``admin``; ``chefin`` edits and publishes everywhere and may override the gate;
``redakteur`` edits and publishes in *Lokales* alone; ``leser`` has no access to the admin.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import GroupPagePermission, Page, Site

from newsroom.models import ArticlePage, SectionPage

SOURCED = [
    "Die Brücke über die Leine werde im Mai gesperrt, sagte Anna Beispiel, Sprecherin des Bauamts, am Montag.",
    "Die Arbeiten kosten nach Angaben der Stadt 3,2 Millionen Euro. Davon trage das Land die Hälfte, heißt es in dem "
    "Beschluss des Rates vom 4. März.",
    "„Wir haben die Anwohner früh beteiligt“, sagte Bürgermeister Bernd Muster der Nachrichtenagentur dpa.",
]
UNSOURCED = [
    "Der Umbau des Bahnhofs kostet 48 Millionen Euro und dauert sechs Jahre. Drei Geschäfte haben bereits geschlossen.",
    "Experten rechnen mit langen Staus. Der Leiter der Behörde soll seit Monaten von den Mängeln gewusst haben.",
    "Nach Angaben der Bahn beginnen die Arbeiten im Herbst.",
]


class Command(BaseCommand):
    """Make the example site and serve it."""

    help = "Makes the example site (once) and serves it at http://localhost:8000/admin/"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, and whether to serve at all."""
        parser.add_argument("address", nargs="?", default="localhost:8000")
        parser.add_argument("--only-make", action="store_true", help="make the site, do not serve it")

    def handle(self, *_: Any, **options: Any) -> None:
        """Make what is missing, then serve."""
        settings.FOLDER.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        if not ArticlePage.objects.exists():
            make_site()
        if not options["only_make"]:
            self.stdout.write("Anmelden als admin, chefin oder redakteur; das Kennwort ist der Name.")
            call_command("runserver", options["address"], use_reloader=False)


def make_site() -> None:
    """Sections, articles and users."""
    front = SectionPage(title="Beispielredaktion", slug="beispiel")
    Page.objects.get(depth=1).add_child(instance=front)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": front, "hostname": "localhost"})
    Page.objects.filter(depth=2).exclude(pk=front.pk).first().delete()
    local, politics = (front.add_child(instance=SectionPage(title=title)) for title in ("Lokales", "Politik"))
    make_article(local, "Brücke wird im Mai gesperrt", SOURCED)
    make_article(local, "Bahnhof wird umgebaut", UNSOURCED, live=False)
    make_article(politics, "Streit um den Haushalt", [*SOURCED[1:], UNSOURCED[1]])
    make_users(front, local)


def make_article(section: Page, title: str, paragraphs: list[str], live: bool = True) -> None:
    """An article with a revision, as if somebody had written it in the editor."""
    lead, *rest = (f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = ArticlePage(title=title, lead=lead, body=[("text", "".join(rest))], live=live)
    section.add_child(instance=article)
    revision = article.save_revision()
    if live:
        revision.publish()


def make_users(front: Page, local: Page) -> None:
    """One user per role; see the module."""
    User.objects.create_superuser("admin", "admin@example.org", "admin")
    User.objects.create_user("leser", "leser@example.org", "leser")
    may_override = Permission.objects.get(codename="override_gate")
    for name, section, more in (("chefin", front, [may_override]), ("redakteur", local, [])):
        group = Group.objects.create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"), *more)
        for codename in ("add_page", "change_page", "publish_page"):
            permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
            GroupPagePermission.objects.create(group=group, page=section, permission=permission)
        User.objects.create_user(name, f"{name}@example.org", name).groups.add(group)

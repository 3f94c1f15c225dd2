"""Closed classes of German words: determiners, prepositions, conjunctions, pronouns, adverbs.

*Why it matters.* Without a tagger, these few hundred words and the capitals of German nouns show where a noun
phrase begins and ends, and where a clause does.
*Limits.* *der* may be an article, a pronoun or a relative; the units decide by what stands around it.
"""

from __future__ import annotations

ARTICLES = frozenset("der die das des dem den ein eine einer eines einem einen".split())
NOMINATIVE = frozenset(
    """der die das ein eine dieser diese dieses jener jene jenes kein keine sein seine ihr ihre unser unsere mein meine
    mehrere viele einige zahlreiche alle manche wenige beide zwei drei vier fünf sechs sieben acht neun zehn
    etliche jeder jede jedes mancher welcher deren dessen rund etwa tausende hunderte""".split()
)
"""Words that can open a noun phrase in the nominative."""
DETERMINERS = (
    ARTICLES
    | NOMINATIVE
    | frozenset(
        """diesem diesen dieser dieses jenem jenen keinem keinen keiner keines seinem seinen seiner seines ihrem ihren
    ihrer ihres unserem unseren unserer meinem meinen meiner mehreren mehrerer vielen vieler einigen einiger
    zahlreichen zahlreicher allen aller manchen wenigen beiden beider zweier dreier jedem jeden jedes derselben
    demselben denselben derselbe dieselbe solchen solche solcher eigenen eigener""".split()
    )
)
DATIVE = frozenset("dem einem diesem seinem ihrem unserem jenem keinem der einer dieser seiner ihrer den".split())
CONTRACTED = frozenset("im am zum zur vom beim ins ans aufs fürs durchs übers".split())
PREPOSITIONS = CONTRACTED | frozenset(
    """in an auf aus bei mit nach von zu für vor über unter bis seit während wegen trotz laut durch gegen ohne um
    zwischen hinter neben gegenüber entgegen gemäß zufolge per pro samt statt anstatt mittels angesichts
    aufgrund anlässlich bezüglich hinsichtlich innerhalb außerhalb oberhalb unterhalb entlang infolge mithilfe
    zugunsten seitens dank ab außer binnen nahe via namens inklusive einschließlich mangels kraft jenseits
    diesseits""".split()
)
SUBORDINATORS = frozenset(
    """dass daß ob wenn weil da nachdem bevor ehe während obwohl obgleich wobei indem damit sodass falls sofern solange
    seitdem sobald als bis wie wonach wodurch womit worauf wofür weshalb weswegen wo wohin woher warum was wer
    wen wem welche welcher welches welchen welchem""".split()
)
RELATIVES = frozenset("der die das dem den deren dessen denen welcher welche welches welchem welchen".split())
COORDINATORS = frozenset("und oder aber sondern doch denn sowie beziehungsweise bzw. jedoch".split())
PERSONAL = frozenset("er sie es".split())
PRONOUNS = PERSONAL | frozenset(
    """ich du wir ihr man mich dich sich uns euch ihn ihm ihnen mir dir wer jemand niemand etwas nichts dies dieser
    diese dieses jener jene jenes einer eine eines keiner keine manche viele einige beide alle letztere
    letzterer andere anderer""".split()
)
ADVERBS = frozenset(
    """auch nur noch schon bereits erst jedoch zwar aber dagegen hingegen außerdem zudem ferner weiter weiterhin
    zugleich gleichzeitig dabei dazu daher darum deshalb deswegen damit danach davor dafür darauf darüber
    daraufhin demnach dann nun jetzt heute gestern vorgestern morgen abends morgens kürzlich jüngst zuletzt
    zuvor später früher anschließend inzwischen mittlerweile derzeit aktuell momentan bislang bisher stets immer
    wieder oft häufig mehrfach einmal erneut abermals ebenfalls ebenso so sogar selbst allerdings dennoch
    trotzdem hier dort da unterdessen indes derweil schließlich letztlich zunächst anfangs lediglich etwa rund
    circa ca. knapp fast gut mindestens höchstens ausdrücklich deutlich klar offen scharf heftig eindringlich
    erneut öffentlich schriftlich mündlich telefonisch wörtlich sinngemäß lapidar knapp kurz ausführlich
    offiziell vorsorglich nachdrücklich unmissverständlich entschieden umgehend sofort nachher insgesamt
    jedenfalls zumindest immerhin ohnehin nicht nie niemals kaum sehr besonders vor allem hierzu hingegen
    weiters insbesondere beispielsweise vielmehr wiederum eigentlich natürlich wohl ja überdies obendrein
    seinerseits ihrerseits seither seitdem vorab daneben zuerst""".split()
)
TIME_NOUNS = frozenset(
    """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli
    august september oktober november dezember jahr jahre jahren monat woche wochen tag tage tagen abend morgen
    mittag nachmittag vormittag nacht wochenende anfang ende mitte uhr montagabend dienstagabend mittwochabend
    donnerstagabend freitagabend samstagabend sonntagabend montagmorgen dienstagmorgen mittwochmorgen
    donnerstagmorgen freitagmorgen sommer winter herbst frühjahr anschluss rande rahmen gespräch interview""".split()
)
NAME_PARTICLES = frozenset("von van de der den zu bin ibn al el da di du dos del la le ten ter und af zum zur".split())
NAME_ARTICLES = frozenset("ad al an ar as asch ash at az ed el er es".split())
"""The Arabic article as it is written before a name, with a hyphen: *al-Muster*."""
TITLES = frozenset(
    "dr. prof. professor doktor herr frau st. dipl.-ing. med. jur. phil. h.c. pater papst sir lord".split()
)
AUXILIARIES = frozenset(
    """hat haben hatte hatten habe hätte hätten ist sind war waren sei seien wäre wären wird werden wurde wurden werde
    würde würden kann können konnte konnten könne könnte könnten soll sollen sollte sollten solle will wollen
    wollte wollten wolle muss müssen musste mussten müsse müsste müssten darf dürfen durfte durften dürfe dürfte
    dürften mag mögen mochte möge möchte möchten bleibt bleiben blieb blieben gibt gab gebe gäbe geht ging
    gehe""".split()
)
GERMAN_WORDS = frozenset(
    """der die das und ist nicht ein eine zu mit den von für auf dem sich des auch es an als bei nach aus hat sie er
    werden wird wurde einer einem einen sind haben um so dass über im am zum zur vom noch nur war oder aber wie
    wir ich vor bis mehr durch man kann wenn sei habe seine ihre keine unter gegen sagte laut im ihren ihrem ihrer
    seinen seinem seiner einige mehrere alle viele drei fünf sieben zwölf schon seit zwischen ohne beim ins ans etwa
    rund sowie dann doch denn weil damit jedoch gibt soll sollen muss müssen könnte dürfte worden gewesen waren hatte
    hatten wurden werde würde seien heute gestern jetzt kein nichts diese dieser dieses diesem""".split()
)
"""Frequent words that German shares with no neighbour in number; they tell the language of a text."""
_GERMAN_SHARE = 0.1


def is_german(share: float) -> bool:
    """Whether a text with this share of ``GERMAN_WORDS`` among its words is German (news has about 0.35)."""
    return share >= _GERMAN_SHARE

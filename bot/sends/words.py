"""What the page of all that is sent says, in the two languages of those who read it: the town's team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.languages import figures

CHANNELS: Mapping[str, str] = {"sms": "SMS", "telegram": "Telegram"}
"""What each channel is called, in any language."""

Counted = tuple[str, str]
"""What is said of one, and of several; `{n}` is how many."""


@dataclass(frozen=True, slots=True)
class SendsWords:
    """The words of the page in one *language*; what a field holds is told by its English."""

    language: str
    title: str
    as_of: str
    ahead: str
    past: str
    totals: str
    nothing: str
    number: str
    no_date: str
    people: Counted
    told: Counted
    nobody: str
    nobody_told: str
    waiting: Counted
    left_out: str
    ambassadors: Counted
    groups: Counted
    relayed: str
    segments: Counted
    cost: str
    free: str
    uncounted: str
    unknown: str
    last_out: str
    last_was: str
    by_at: str
    too_late: str
    over_ceiling: str
    halted: str
    to_arm: str
    news: Counted
    news_past: str
    still_to_leave: str
    spent: str
    ceiling_left: str
    ceiling_short: str
    no_ceiling: str
    day_ceiling: str
    after: str
    stops: str
    refusals: str
    newcomers: Counted
    few: str
    measures: str
    reached: str
    not_shown: str
    kinds: Mapping[str, str]
    held_out: str
    chance: str
    counted_since: str
    outcomes: Mapping[str, str]
    states: Mapping[str, str]
    rules: Mapping[str, str]
    phases: Mapping[str, str]
    reasons: Mapping[str, str]

    @property
    def colon(self) -> str:
        """A colon, as the language sets it."""
        return " :" if self.language == "fr" else ":"

    @property
    def semicolon(self) -> str:
        """A semicolon, as the language sets it."""
        return " ;" if self.language == "fr" else ";"

    def count(self, n: int, words: Counted) -> str:
        """So many of something."""
        one = n < 2 if self.language == "fr" else n == 1
        return words[0 if one else 1].format(n=figures.number(n, self.language))


FR = SendsWords(
    language="fr",
    title="Tout ce qui part",
    as_of="État au {at}. Les nombres de ce qui est à venir sont ceux d'aujourd'hui.",
    ahead="À venir",
    past="Passé",
    totals="En tout",
    nothing="Rien n'est prévu : choisissez des rappels dans le fichier de l'édition, partie [reminders].",
    number="n° {n}",
    no_date="Quand vous publierez",
    people=("{n} personne", "{n} personnes"),
    told=("{n} personne prévenue", "{n} personnes prévenues"),
    nobody="Personne pour l'instant",
    nobody_told="Personne n'a été prévenu",
    waiting=("{n} attend encore", "{n} attendent encore"),
    left_out="Laissées de côté : {reasons}",
    ambassadors=("{n} ambassadeur", "{n} ambassadeurs"),
    groups=("{n} groupe", "{n} groupes"),
    relayed="Relais : {ambassadors}, {groups}",
    segments=("{n} segment de SMS", "{n} segments de SMS"),
    cost="{segments}, {euros}",
    free="Aucun SMS : rien à payer",
    uncounted="à ce jour, hors plafonds",
    unknown="{n} textes différents : trop pour en connaître le prix avant de publier ; hors plafonds",
    last_out="Dernier départ : {channels}",
    last_was="Dernier départ : {at}",
    by_at="{channel} le {at} ({rate} par seconde)",
    too_late="Trop long : ce qui n'est pas parti le {until} ne partira pas, car ce ne sera plus vrai.",
    over_ceiling="Le plafond d'un jour n'y suffit pas : le reste attend le lendemain.",
    halted="Un plafond est atteint : la suite attend. Pour continuer : relevez-le dans le fichier de l'édition.",
    to_arm="Pour lancer : portevoix reminders arm {n}",
    news=("{n} changement de projet", "{n} changements de projets"),
    news_past="Nouvelles des projets",
    still_to_leave="Encore à partir : {segments}, {euros}.",
    spent="Dépensé jusqu'ici : {all}, dont {today} aujourd'hui.",
    ceiling_left="Plafond : {ceiling} ; il restera {left}.",
    ceiling_short="Plafond : {ceiling} ; il manquera {short}, et ce qui dépasse attendra.",
    no_ceiling="Aucun plafond.",
    day_ceiling="Plafond d'un jour : {ceiling}.",
    after="Ensuite : {what}",
    stops="{n} STOP en 48 h",
    refusals="{n} RAPPELS NON en 48 h",
    newcomers=(
        "{n} personne venue par les ambassadeurs en 7 jours",
        "{n} personnes venues par les ambassadeurs en 7 jours",
    ),
    few="moins de {n}",
    measures="Ce que cela donne",
    reached="{kind}, au moins une fois : {channels}",
    not_shown="{channel} : trop peu pour le montrer",
    kinds={"reminders": "Rappels", "news": "Nouvelles", "meetings": "Réunions", "owed": "Réunions changées"},
    held_out="{what} : {one} des gens rappelés, {other} des autres, tirés au sort ; {points} points ({low} à {high})",
    chance="cela peut venir du hasard",
    counted_since="Compté depuis le {at} ; laissées de côté, car tirées au sort avant : {n}.",
    outcomes={"voted": "Ont voté", "proposed": "Ont proposé une idée"},
    states={
        "prepared": "à lancer",
        "auto": "part tout seul",
        "armed": "lancé, part à sa date",
        "now": "en cours",
        "done": "envoyé",
        "missed": "manqué, personne ne l'a lancé",
        "stopped": "arrêté",
        "publish": "à publier",
    },
    rules={
        "phase_opens": "C'est ouvert",
        "closes_soon": "Bientôt fini",
        "unfinished_draft": "Idée laissée en plan",
        "unfinished_survey": "Enquête laissée en plan",
        "ballot_begun": "Vote commencé",
        "not_voted_yet": "Pas encore voté",
        "phase_prolonged": "C'est prolongé",
        "result_announced": "Le résultat est là",
        "survey_opens": "Une enquête s'ouvre",
        "proclamation": "Le résultat sera proclamé",
        "thanks": "Merci d'avoir pris part",
        "works": "Travaux et livraisons",
        "meeting_announced": "Réunion dans une semaine",
        "meeting_tomorrow": "Réunion demain",
        "meeting_moved": "Réunion déplacée",
        "meeting_cancelled": "Réunion annulée",
        "announcement": "Annonce",
    },
    phases={"ideas": "idées", "vote": "vote", "results": "résultats", "works": "réalisation"},
    reasons={
        "asked for silence": "{n} STOP",
        "cannot be reached": "{n} injoignables",
        "wants none": "{n} RAPPELS NON",
        "no longer true": "{n} pas concernées, ou c'est déjà fait",
        "held out": "{n} tirées au sort pour mesurer",
        "too late": "{n} trop tard",
        "enough this week": "{n} assez de messages cette semaine",
        "erased": "{n} effacées",
        "shown it as an ambassador": "{n} l'ont vu comme ambassadeurs",
        "its date was moved": "{n} la date a changé",
    },
)

EN = SendsWords(
    language="en",
    title="All that is sent",
    as_of="As of {at}. The numbers of what is to come are those of today.",
    ahead="To come",
    past="Past",
    totals="In all",
    nothing="Nothing is planned: name rules under [reminders] in the edition's file.",
    number="no. {n}",
    no_date="Once you publish",
    people=("{n} person", "{n} people"),
    told=("{n} person told", "{n} people told"),
    nobody="Nobody just now",
    nobody_told="Nobody was told",
    waiting=("{n} still waits", "{n} still wait"),
    left_out="Left out: {reasons}",
    ambassadors=("{n} ambassador", "{n} ambassadors"),
    groups=("{n} group", "{n} groups"),
    relayed="Relays: {ambassadors}, {groups}",
    segments=("{n} SMS segment", "{n} SMS segments"),
    cost="{segments}, {euros}",
    free="No SMS: nothing to pay",
    uncounted="as of today, and no ceiling counts it",
    unknown="{n} different texts: too many for the price to be known before you publish. No ceiling counts it",
    last_out="The last leaves: {channels}",
    last_was="The last left: {at}",
    by_at="{channel} on {at} ({rate} a second)",
    too_late="Too long: what has not left by {until} will not leave, since it is no longer true.",
    over_ceiling="The ceiling of a day is too low for it: the rest waits for the next day.",
    halted="A ceiling is reached: the rest waits. To go on, raise it in the edition's file.",
    to_arm="To arm it: portevoix reminders arm {n}",
    news=("{n} change of a project", "{n} changes of projects"),
    news_past="News of projects",
    still_to_leave="Still to leave: {segments}, {euros}.",
    spent="Spent so far: {all}, {today} of it today.",
    ceiling_left="Ceiling: {ceiling}; {left} will be left.",
    ceiling_short="Ceiling: {ceiling}; {short} will be missing, and what is beyond it waits.",
    no_ceiling="No ceiling.",
    day_ceiling="Ceiling of a day: {ceiling}.",
    after="Then: {what}",
    stops="{n} STOP in 48 h",
    refusals="{n} RAPPELS NON in 48 h",
    newcomers=("{n} person came through ambassadors in 7 days", "{n} people came through ambassadors in 7 days"),
    few="fewer than {n}",
    measures="What comes of it",
    reached="{kind}, at least once: {channels}",
    not_shown="{channel}: too few to be shown",
    kinds={"reminders": "Reminders", "news": "News", "meetings": "Meetings", "owed": "Changed meetings"},
    held_out="{what}: {one} of those reminded, {other} of those held out; {points} points ({low} to {high})",
    chance="this may be chance",
    counted_since="Counted from {at} on; left out, since drawn before: {n}.",
    outcomes={"voted": "Voted", "proposed": "Proposed an idea"},
    states={
        "prepared": "to be armed",
        "auto": "leaves by itself",
        "armed": "armed, leaves when due",
        "now": "under way",
        "done": "sent",
        "missed": "missed, nobody armed it",
        "stopped": "stopped",
        "publish": "to be published",
    },
    rules={
        "phase_opens": "It is open",
        "closes_soon": "Closing soon",
        "unfinished_draft": "Idea left unfinished",
        "unfinished_survey": "Survey left unfinished",
        "ballot_begun": "Vote begun",
        "not_voted_yet": "Not voted yet",
        "phase_prolonged": "It lasts longer",
        "result_announced": "The result is out",
        "survey_opens": "A survey opens",
        "proclamation": "The result will be proclaimed",
        "thanks": "Thanks for taking part",
        "works": "Works and deliveries",
        "meeting_announced": "Meeting in a week",
        "meeting_tomorrow": "Meeting tomorrow",
        "meeting_moved": "Meeting moved",
        "meeting_cancelled": "Meeting cancelled",
        "announcement": "Announcement",
    },
    phases={"ideas": "ideas", "vote": "vote", "results": "results", "works": "works"},
    reasons={
        "asked for silence": "{n} STOP",
        "cannot be reached": "{n} cannot be reached",
        "wants none": "{n} RAPPELS NON",
        "no longer true": "{n} not concerned, or done already",
        "held out": "{n} held out by the lottery",
        "too late": "{n} too late",
        "enough this week": "{n} enough messages this week",
        "erased": "{n} erased",
        "shown it as an ambassador": "{n} saw it as ambassadors",
        "its date was moved": "{n} its date was moved",
    },
)

WORDS: Mapping[str, SendsWords] = {words.language: words for words in (FR, EN)}
"""The page's languages."""

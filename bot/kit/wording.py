"""Every word of the kit, put into one language: of a project's sheets, and of the leaflet of the whole ballot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bot.kit.codes import sms_link, telegram_link
from bot.kit.typesetting import typeset
from bot.languages.words import Voice, voice
from flows.ballots import ballot_of
from flows.town.calendar import closing
from flows.town.edition import Edition, Phase, Project
from flows.words import Day, Moment, Money, Say, Verbatim, _, n_

_Printed = Callable[[Say], str]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to vote: what to write and where, and what a phone's camera may be pointed at instead."""

    title: str
    before: str
    words: str
    after: str
    hint: str
    link: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every sheet of an edition says around its projects."""

    language: str
    town: str
    name: str
    dates: str
    rules: str
    ways: tuple[Way, ...]
    who: str
    reach: str
    litter: str


@dataclass(frozen=True, slots=True)
class PrintedProject:
    """One project as it is printed."""

    label: str
    number: str
    title: str
    summary: str
    place: str
    cost: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The projects of one district on the leaflet of the ballot, under its heading; *going_on* heads a next column."""

    heading: str
    going_on: str
    entries: tuple[PrintedProject, ...]


def frame_of(edition: Edition, language: str, bot: str, project: Project | None = None) -> Frame:
    """What stands around *project*, or around the whole ballot. *bot* is the Telegram bot's name, or "".

    Raises CannotPrint.
    """
    tongue = voice(language)

    def printed(*said: Say | str | None) -> str:
        """What is said, one sentence after the other, as it is printed."""
        sentences = (tongue.say(Verbatim(words) if isinstance(words, str) else words) for words in said if words)
        return typeset(" ".join(sentences), language)

    contact = edition.contact
    return Frame(
        language=language,
        town=printed(edition.town),
        name=printed(edition.name),
        dates=printed(dates_of(edition, tongue, year=True)),
        rules=printed(*_rules(edition, project is not None)),
        ways=tuple(_ways(edition, printed, bot, project)),
        who=printed(contact.who),
        reach=printed(" · ".join(filter(None, (contact.phone, contact.email)))),
        litter=printed(_("Ne pas jeter sur la voie publique.")),
    )


def entry_of(project: Project, edition: Edition, language: str) -> PrintedProject:
    """*project* as it is printed. Raises CannotPrint."""
    say = voice(language)
    return PrintedProject(
        label=typeset(say.say(_("Projet")), language),
        number=str(project.number),
        title=typeset(project.title, language),
        summary=typeset(project.summary, language),
        place=typeset(edition.district_names.get(project.district, ""), language),
        cost=typeset(say.figure(Money(project.cost, edition.currency)), language) if project.cost else "",
    )


def paragraphs(edition: Edition, language: str) -> tuple[Paragraph, ...]:
    """The ballot, district by district in the order of the edition, then what is for everywhere. Raises CannotPrint."""
    names = [(district.id, district.name) for district in edition.districts]
    known = {id for id, _name in names}
    groups = [(name, [p for p in edition.on_ballot if p.district == id]) for id, name in names]
    groups.append(("", [p for p in edition.on_ballot if p.district not in known]))
    return tuple(_paragraph(name, projects, edition, language) for name, projects in groups if projects)


def _paragraph(name: str, projects: Iterable[Project], edition: Edition, language: str) -> Paragraph:
    say = voice(language).say
    whole = say(_("Toute la ville")) if edition.districts else ""
    heading = name or whole
    going_on = say(_("{district} (suite)", district=heading)) if heading else ""
    envelope = next((d.envelope for d in edition.districts if d.name == name), None)
    if envelope and edition.ballot.envelopes == "district":
        heading = say(_("{district} : {amount}", district=heading, amount=Money(envelope, edition.currency)))
    entries = tuple(entry_of(project, edition, language) for project in projects)
    return Paragraph(typeset(heading, language), typeset(going_on, language), entries)


def dates_of(edition: Edition, tongue: Voice, *, year: bool) -> Say | None:
    """«Vote du 2 au 29 novembre», if the calendar has a vote."""
    days = days_of(edition)
    if days is None:
        return None
    return _("Vote du {opens} au {closes}", opens=first_day(days, tongue, year=year), closes=Day(days[1], year))


def first_day(days: tuple[date, date], tongue: Voice, *, year: bool) -> str | Day:
    """The first of two *days* as it is said before the last: without what both have in common."""
    opens, closes = days
    if opens.year != closes.year:
        return Day(opens, year)
    if opens.month != closes.month:
        return Day(opens)
    return tongue.figure(Day(opens)).split()[0]


def days_of(edition: Edition) -> tuple[date, date] | None:
    """The first and the last day of the vote."""
    span = edition.span_of(Phase.VOTE)
    if span is None:
        return None
    end = closing(span, edition)
    return span.opens.astimezone(edition.zone).date(), end.at.date() if isinstance(end, Moment) else end.day


def closing_of(edition: Edition) -> Day | Moment | None:
    """The last moment of the vote."""
    span = edition.span_of(Phase.VOTE)
    return closing(span, edition) if span else None


def _rules(edition: Edition, of_one: bool) -> Iterable[Say]:
    """How long, how many, from what age: what a voter has to know."""
    rules, end = edition.ballot, closing_of(edition)
    most = min(rules.most, len(edition.on_ballot))
    if isinstance(end, Moment):
        yield _("Clôture le {end}.", end=end)
    if most > 1 or not of_one:
        yield n_("Vous pouvez choisir {n} projet.", "Vous pouvez choisir jusqu'à {n} projets.", most)
    if ballot_of(rules.kind).unit == "point":
        yield _("L'ordre compte : mettez votre préféré d'abord.")
    if rules.max_cost and not of_one:
        yield _("Ensemble, ils coûtent au plus {amount}.", amount=Money(rules.max_cost, edition.currency))
    if rules.may_change and not of_one:
        yield _("Vous pouvez changer d'avis jusqu'à la fin.")
    if edition.ages.vote:
        yield n_("Dès {n} an.", "Dès {n} ans.", edition.ages.vote)


def words_of(project: Project | None) -> Say:
    """What is sent by SMS to vote for *project*, or to begin with the whole ballot."""
    return _("VOTE {number}", number=project.number) if project else _("VOTE")


def _ways(edition: Edition, printed: _Printed, bot: str, project: Project | None) -> Iterable[Way]:
    if edition.sms_number:
        words = printed(words_of(project))
        yield Way(
            title=printed(_("Par SMS")),
            before=printed(_("Envoyez")),
            words=words,
            after=printed(_after(edition, project)),
            hint=printed(_("Ou visez ce carré : le message s'écrit tout seul.")),
            # Whoever votes from the whole ballot goes on writing: the space saves them one.
            link=sms_link(edition, words if project else f"{words} "),
        )
    if bot:
        yield Way(
            title=printed(_("Sur Telegram")),
            before="",
            words="",
            after=f"@{bot}",
            hint=printed(_("Si vous l'avez déjà : visez ce carré avec l'appareil photo.")),
            link=telegram_link(bot, f"vote_{project.number}" if project else "vote"),
        )


def _after(edition: Edition, project: Project | None) -> Say:
    if project:
        return _("au {phone}", phone=edition.sms_number)
    return _("et les numéros de vos projets au {phone}", phone=edition.sms_number)

"""What has to hold between the tables of an edition file; a check waits only for those it needs to be right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from bot.edition.currencies import decimals_told, is_payable
from bot.edition.forms import BallotForm, DistrictForm, ProjectForm, RemindersForm
from bot.edition.reading import Reading
from bot.edition.remedies import which
from bot.edition.tables import EditionTables
from bot.languages.plurals import so_many
from flows.town.edition import Status
from flows.town.rules import ProposalRules


def check(reading: Reading, told: EditionTables, languages: Collection[str]) -> None:
    """Report in *reading* whatever of *told* does not go together; *languages* are those the bot speaks."""
    head, ballot, proposals = told.head, told.ballot, told.rules["proposals"]
    _check_references(reading, "district", "districts", told.projects)
    _check_references(reading, "theme", "themes", told.projects)
    if head:
        _check_languages(reading, head.languages, languages)
    if ballot:
        _check_most(reading, ballot, told.projects)
    if head and proposals:
        _check_highest(reading, head.budget, proposals)
    if told.reminders:
        _check_reminders(reading, told.reminders)
    if head:
        _check_units(reading, head.currency)
    if head and ballot and ballot.envelopes == "district":
        _check_envelopes(reading, head.budget, told.districts, told.projects)


def _check_references(reading: Reading, field: str, table: str, projects: Mapping[int, ProjectForm]) -> None:
    """Report projects of a district or a theme which the file does not describe."""
    known = {str(entry.get("id")) for entry in reading.listed(table) if isinstance(entry, dict)}
    for index, form in projects.items():
        if (name := getattr(form, field)) and name not in known:
            reading.complain(f"is '{name}', the id of no [[{table}]]: {which(name, known)}", "projects", index, field)


def _check_languages(reading: Reading, wanted: tuple[str, ...], spoken: Collection[str]) -> None:
    for index, language in enumerate(wanted):
        if language not in spoken:
            what = f"has '{language}', which the bot does not speak: {which(language, spoken)}"
            reading.complain(what, "edition", "languages", index)


def _check_most(reading: Reading, ballot: BallotForm, projects: Mapping[int, ProjectForm]) -> None:
    """Report a ballot nobody could fill. A file without projects may come before the ballot is known."""
    if ballot.kind == "choose-1" and ballot.most != 1:
        reading.complain('is not 1, while ballot.kind is "choose-1": write most = 1', "ballot", "most")
    _check_scale(reading, ballot)
    _check_points(reading, ballot)
    if ballot.most < ballot.least:
        reading.complain(f"is less than least: write {ballot.least} or more", "ballot", "most")
    offered = sum(form.status == Status.ON_BALLOT for form in projects.values())
    if len(projects) == len(reading.listed("projects")) and 0 < offered < ballot.most:
        listed = so_many(offered, "project")
        what = f"is {ballot.most}, more than the {listed} on the ballot: write {offered} or less, or add some"
        reading.complain(what, "ballot", "most")


def _check_scale(reading: Reading, ballot: BallotForm) -> None:
    """Report points that would not tell one rank from another, or that nobody would be given."""
    scale = ballot.scale
    if scale and ballot.kind != "ordinal":
        reading.complain('is of no use, while ballot.kind is not "ordinal": take it out', "ballot", "scale")
    elif scale and len(scale) != ballot.most:
        what = f"has {so_many(len(scale), 'number')}, and most is {ballot.most}: write as many numbers as ranks"
        reading.complain(what, "ballot", "scale")
    elif any(worse >= better for better, worse in pairwise(scale)):
        reading.complain(
            "does not fall from rank to rank: write the most points first, like [3, 2, 1]", "ballot", "scale"
        )


def _check_points(reading: Reading, ballot: BallotForm) -> None:
    """Report points where none are given, none where they are, and rules that no ballot could keep."""
    points, highest = ballot.points, ballot.most_points
    if ballot.kind != "cumulative":
        for key in ("points", "most_points", "all_points"):
            if getattr(ballot, key):
                what = 'is of no use, while ballot.kind is not "cumulative": take it out'
                reading.complain(what, "ballot", key)
    elif not points:
        what = (
            'is missing, while ballot.kind is "cumulative": write how many points there are to give, like points = 10'
        )
        reading.complain(what, "ballot", "points")
    elif highest > points:
        reading.complain(f"is more than points: write {points} or less", "ballot", "most_points")
    elif points < ballot.least:
        reading.complain(f"is less than least: write {ballot.least} or more", "ballot", "points")
    elif ballot.all_points and highest and highest * ballot.most < points:
        what = f"is too low to give all {points} points to {so_many(ballot.most, 'project')}: raise it, or lower points"
        reading.complain(what, "ballot", "most_points")


def _check_highest(reading: Reading, budget: Decimal, rules: ProposalRules) -> None:
    if rules.max_cost and rules.max_cost > budget:
        what = f"is {rules.max_cost}, more than the whole budget: write {budget} or less"
        reading.complain(what, "proposals", "max_cost")


AMOUNTS = (
    ("edition", "budget"),
    ("ballot", "max_cost"),
    ("proposals", "max_cost"),
    ("reminders", "ceiling"),
    ("reminders", "day_ceiling"),
)
AMOUNTS_OF_EACH = (("districts", "envelope"), ("projects", "cost"))


def _check_units(reading: Reading, currency: str) -> None:
    """Report amounts with more decimals than the currency has: of a franc CFP there are none, and no sum would fit."""
    listed = [(table, i, key) for table, key in AMOUNTS_OF_EACH for i in range(len(reading.listed(table)))]
    for place in (*AMOUNTS, *listed):
        amount = _found(reading.tables, place)
        if not isinstance(amount, Decimal) or not amount.is_finite() or amount * 100 % 1:
            continue  # a whole number, or one that was reported already
        if not is_payable(amount, currency):
            reading.complain(f"is {amount}: {decimals_told(currency)}", *place)


def _found(tables: object, place: Iterable[str | int]) -> object:
    """What stands at *place*; None if nothing does."""
    for part in place:
        if isinstance(tables, dict):
            tables = tables.get(part)
        elif isinstance(tables, list) and isinstance(part, int):
            tables = tables[part]
    return tables


def _check_reminders(reading: Reading, reminders: RemindersForm) -> None:
    """Report hours back to front, a day that may cost more than all days, and words for what is never said."""
    if reminders.to_hour <= reminders.from_hour:
        what = f"is not after from_hour: write {reminders.from_hour + 1} or more"
        reading.complain(what, "reminders", "to_hour")
    if reminders.ceiling and reminders.day_ceiling and reminders.day_ceiling > reminders.ceiling:
        what = f"is {reminders.day_ceiling}, more than the ceiling of the edition: write {reminders.ceiling} or less"
        reading.complain(what, "reminders", "day_ceiling")
    for index, wording in enumerate(reminders.wordings):
        if wording.rule not in reminders.rules:
            what = f"is '{wording.rule}', which is not among the rules in use: add it to rules, or take this away"
            reading.complain(what, "reminders", "wordings", index, "rule")
    rules = {index: wording.rule for index, wording in enumerate(reminders.wordings)}
    reading.each_once(rules, "reminders", "wordings", name="rule")


def _check_envelopes(
    reading: Reading, budget: Decimal, districts: Mapping[int, DistrictForm], projects: Mapping[int, ProjectForm]
) -> None:
    """Report districts without an envelope, envelopes beyond the budget, and projects that none would pay for."""
    for index, project in projects.items():
        if not project.district:
            what = 'is missing, while ballot.envelopes is "district": say whose envelope pays for it'
            reading.complain(what, "projects", index, "district")
    if not reading.listed("districts"):
        reading.complain(
            "is 'district', but there is none: add [[districts]], or write \"town\"", "ballot", "envelopes"
        )
    for index, form in districts.items():
        if form.envelope is None:
            reading.complain('is missing, while ballot.envelopes is "district": add it', "districts", index, "envelope")
    promised = sum(form.envelope or 0 for form in districts.values())
    if promised > budget:
        what = f"is less than the {promised} of all the districts' envelopes: raise it, or lower them"
        reading.complain(what, "edition", "budget")

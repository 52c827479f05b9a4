"""A season in an invented town of Réunion, of which nothing goes as the calendar said at first.

The ideas are closed early, the vote is prolonged, a meeting moves and another is cancelled, no worker runs for three
days, and a day has money for fourteen segments of SMS. By hand, from the calendar and the lives, like the other one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.support.year.season import GROUP, Expected, Season, Stretch, to

HERE = ZoneInfo("Indian/Reunion")

BY_SMS = {
    *("Expedite", "Mireille", "Ticlaude", "Josette", "Firmin", "Rosemay", "Gilberte", "Antoine", "Yvette", "Marlene"),
    *("Fabrice", "Sully"),
}
BY_TELEGRAM = {"Anissa", "Kevin", "Loan", "Solene", "Maya", "Ravi"}
READERS = (BY_SMS | BY_TELEGRAM) - {"Yvette", "Marlene"}
"""Who wants to be written to."""
RELAYING = {"Ravi"}
TOLD = READERS - RELAYING
DRAFTING, BEGUN = {"Josette", "Kevin"}, {"Ticlaude", "Solene"}
NOT_VOTED = TOLD - {"Mireille", "Anissa"} - BEGUN  # in December; Loan votes on the 13th


def _expected() -> Iterator[Expected]:
    """All that should leave in the season without anyone having asked for it just then."""
    yield to("2027-08-27 10:00", "you are an ambassador", RELAYING)
    yield to("2027-09-06 09:00", "phase_opens ideas", TOLD)
    yield to("2027-09-27 11:00", "unfinished_draft", ["Josette"])  # due on Friday, when nobody ticked
    yield to("2027-10-04 09:00", "unfinished_draft", DRAFTING)
    yield to("2027-10-04 09:00", "closes_soon ideas", TOLD - DRAFTING - {"Expedite"})
    yield to("2027-10-06 15:00", "it will not go", RELAYING)  # nothing on Saturday 9: the ideas are closed
    yield to("2027-10-18 09:00", "announced study", READERS, until="2027-10-20")  # a day has money for five SMS
    yield to("2027-10-22 10:00", "meeting_tomorrow balade", ["Rosemay", "Maya"])  # not on 19, nor the other on 27
    yield replace(to("2027-11-08 09:00", "announced hall", READERS, until="2027-11-09"), stopped=True)
    yield to("2027-11-29 09:00", "phase_opens vote", TOLD)
    yield to("2027-12-07 18:00", "ballot_begun", BEGUN)
    yield to("2027-12-08 18:00", "not_voted_yet vote", NOT_VOTED)
    yield to("2027-12-10 14:00", "phase_prolonged vote", NOT_VOTED | BEGUN)
    market = to("2027-12-13 18:00", "meeting_tomorrow marche", ["Mireille"])
    yield replace(market, full=("Sully",))  # his third in a week: by the time that he may have it, it is over
    yield to("2027-12-15 18:00", "not_voted_yet vote", NOT_VOTED - {"Loan"})
    yield to("2027-12-14 18:00", "ballot_begun", ["Solene", "Ticlaude"])  # a week after it was told for the old date
    yield to("2027-12-21 09:00", "not_voted_yet vote", NOT_VOTED - {"Loan"} | {"Zelie"})  # 20 is a holiday of theirs
    yield to("2027-12-21 18:00", "ballot_begun", ["Ticlaude"])
    yield to("2028-01-17 09:00", "result_announced", TOLD - {"Firmin"} | {"Zelie"})
    yield to("2028-01-18 09:00", "thanks", RELAYING)
    for what, shown, posted in RELAYED:
        yield to(shown, f"to relay: {what}", RELAYING)
        if posted:
            yield to(posted, f"posted: {what}", [GROUP])


RELAYED = (  # what goes out, when the ambassador is shown it, and when the group has it: when he sends it, or never
    ("phase_opens ideas", "2027-09-06 09:00", "2027-09-06 12:00"),
    ("closes_soon ideas", "2027-10-04 09:00", ""),
    ("phase_opens vote", "2027-11-29 09:00", "2027-11-29 12:00"),
    ("not_voted_yet vote", "2027-12-08 18:00", ""),
    ("phase_prolonged vote", "2027-12-10 14:00", "2027-12-10 19:00"),
    ("not_voted_yet vote", "2027-12-15 18:00", ""),
    ("not_voted_yet vote", "2027-12-21 09:00", "2027-12-21 12:00"),
    ("result_announced", "2028-01-17 09:00", "2028-01-17 12:00"),
)

BEGAN = "2027-08-16 08:00"

IDEAS = (
    Stretch(BEGAN, "2027-09-06 09:00", "2027-10-11 00:00"),
    Stretch("2027-10-06 15:00", "2027-09-06 09:00", "2027-10-06 15:00"),
)
VOTE = (
    Stretch(BEGAN, "2027-11-29 09:00", "2027-12-15 18:00"),
    Stretch("2027-12-10 14:00", "2027-11-29 09:00", "2027-12-22 18:00"),
)

SAYINGS = (
    ("vous voila ambassad", "you are an ambassador"),
    ("n est plus d actualite il n ira pas", "it will not go"),
    ("merci d avoir relaye", "thanks"),
    ("l etude des idees commence", "announced study"),
    ("la mairie annexe est fermee", "announced hall"),
    ("une idee pour la ville", "phase_opens ideas"),
    ("il reste peu de temps pour proposer", "closes_soon ideas"),
    ("pour proposer une idee jusqu", "closes_soon ideas"),  # as a group reads it
    ("votre idee", "unfinished_draft"),
    ("c est parti vous pouvez voter", "phase_opens vote"),
    ("vous pouvez encore voter", "not_voted_yet vote"),
    ("le vote est prolonge", "phase_prolonged vote"),
    ("pour voter jusqu", "not_voted_yet vote"),
    ("le vote est ouvert jusqu", "phase_opens vote"),
    ("votre vote attend il n est pas encore dans l urne", "ballot_begun"),
    ("le resultat est la", "result_announced"),
    ("n oubliez pas la balade", "meeting_tomorrow balade"),
    ("n oubliez pas le marche", "meeting_tomorrow marche"),
)

REUNION = Season(
    slug="reunion",
    town="Ravine-des-Letchis",
    short="La Ravine",
    zone=HERE,
    start=datetime(2027, 8, 16, 8, tzinfo=HERE),
    end=datetime(2028, 1, 31, 12, tzinfo=HERE),
    away=(datetime(2027, 9, 24, tzinfo=HERE), datetime(2027, 9, 27, 11, tzinfo=HERE)),
    steps_back=((date(2027, 10, 4), 90), (date(2027, 10, 18), 60)),
    holidays=frozenset(
        date.fromisoformat(day) for day in ("2027-11-01", "2027-11-11", "2027-12-20", "2027-12-25", "2028-01-01")
    ),
    expected=tuple(_expected()),
    calendar={
        "ideas": IDEAS,
        "unfinished_draft": IDEAS,
        "vote": VOTE,
        "ballot_begun": VOTE,
        "balade": (Stretch(BEGAN, BEGAN, "2027-10-20 17:00"), Stretch("2027-10-12 10:00", BEGAN, "2027-10-23 10:00")),
        "marche": (Stretch(BEGAN, BEGAN, "2027-12-14 18:00"),),
    },
    sayings=SAYINGS,
    engine="postgresql",
    segments_a_day=14,
)

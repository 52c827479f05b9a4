"""A year of an edition like Clermont-Ferrand's, from September to August: what should leave by itself.

It is written by hand, from the calendar and the lives alone: nothing here asks the reminders' own code.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tests.conftest import PARIS
from tests.support.year.season import GROUP, Expected, Season, Stretch, to

AT_FIRST = {
    *("Odile", "Roger", "Fatou", "Guy", "Amina", "Denise", "Hugo", "Sonia", "Marc", "Bastien", "Rose", "Tom", "Ida"),
    *("Karim", "Helene", "Berthe", "Gisele", "Henri", "Nadege", "Serge", "Victor", "Leo", "Ines", "Malik", "Zoe"),
    *("Paul", "Yann", "Chloe", "Lina", "Ana", "Eva", "Wei", "Omar", "Jules", "Karine", "Ludo", "Awa", "Petit"),
}
"""Who had written before ideas opened; Petit is the telephone that Lucette and Simone share."""

OPTED_OUT = {"Jules"}
STOPPED = {"Gisele", "Karine"}
GONE = {"Victor"}  # erased
LEFT = STOPPED | GONE | {"Henri"}  # who takes STOP back in April
IN_NOVEMBER = AT_FIRST - LEFT - OPTED_OUT | {"Igor"}
RELAYING = {"Awa", "Serge"}  # they are shown what goes out, and not told it beside that
NO_IDEA = IN_NOVEMBER - {"Rose", "Marc"} - RELAYING  # who sent one
IN_MARCH = IN_NOVEMBER - {"Ludo"}  # who blocked the bot
NOT_VOTED = IN_MARCH - {"Amina", "Paul", "Serge", "Awa", "Hugo"} - {"Chloe", "Sonia"} | {"Manon", "Henri"}
READERS = AT_FIRST - STOPPED - GONE - OPTED_OUT - {"Ludo", "Berthe", "Roger", "Guy"} | {"Igor", "Manon", "Theo"}

RELAYED = (  # what goes out, when ambassadors are shown it, and when the group of one of them has it
    ("phase_opens ideas", "2026-09-21 09:00", "2026-09-21 11:00"),
    ("closes_soon ideas", "2026-11-02 09:00", "2026-11-02 11:00"),
    ("closes_soon ideas", "2026-11-06 12:00", "2026-11-06 14:00"),
    ("phase_opens vote", "2027-03-15 09:00", "2027-03-15 11:00"),
    ("phase_prolonged vote", "2027-03-25 14:00", "2027-03-25 16:00"),
    ("not_voted_yet vote", "2027-04-05 09:00", "2027-04-05 11:00"),
    ("not_voted_yet vote", "2027-04-09 18:00", "2027-04-10 09:00"),  # two hours later it is night
    ("result_announced", "2027-05-03 09:00", "2027-05-03 11:00"),
)


def _expected() -> Iterator[Expected]:
    """All that should leave in the year without anyone having asked for it just then."""
    yield to("2026-09-11 10:00", "you are an ambassador", ["Awa", "Serge"])
    yield to("2026-09-21 09:00", "phase_opens ideas", AT_FIRST - RELAYING)
    yield to("2026-10-15 12:00", "unfinished_draft", ["Lina", "Marc"])  # Ana began only the evening before
    yield to("2026-10-31 12:00", "unfinished_draft", ["Lina", "Ana", "Bastien"])
    yield to("2026-11-02 09:00", "closes_soon ideas", NO_IDEA - {"Lina", "Ana", "Ludo"})  # Sunday 1 is a holiday
    yield to("2026-11-06 12:00", "closes_soon ideas", NO_IDEA - {"Lina", "Ana", "Ludo", "Bastien"})
    yield to("2026-11-07 12:00", "closes_soon ideas", ["Bastien"])  # the day before would be his third in seven days
    yield to("2026-11-27 10:00", "meeting_tomorrow atelier", ["Helene", "Omar"])
    yield to("2026-12-02 11:00", "unfinished_survey", ["Eva"])  # due on Monday, when nobody ticked
    yield to("2027-03-01 09:00", "news of 12", ["Karim", "Wei"])  # published on Saturday evening
    yield to("2027-03-01 09:00", "news of 13", ["Rose"])
    yield to("2027-03-15 09:00", "phase_opens vote", IN_MARCH - RELAYING)
    yield to("2027-03-20 09:00", "meeting_tomorrow porteurs", ["Helene"])  # on Monday at 9: told on Saturday
    yield to("2027-03-25 14:00", "phase_prolonged vote", IN_MARCH - RELAYING - {"Amina", "Paul"})  # who have voted
    yield to("2027-03-30 09:00", "ballot_begun", ["Chloe", "Hugo"])  # moved to Easter Monday, so on Tuesday
    yield to("2027-04-05 09:00", "not_voted_yet vote", NOT_VOTED)
    yield to("2027-04-09 18:00", "not_voted_yet vote", NOT_VOTED - {"Denise"} | {"Theo"})
    yield to("2027-04-10 18:00", "ballot_begun", ["Chloe", "Sonia"])
    yield to("2027-05-03 09:00", "news of 5", ["Karim", "Wei"])
    yield to("2027-05-03 09:00", "result_announced", READERS - RELAYING)
    yield to("2027-05-03 09:00", "thanks", RELAYING)  # public for two days and a half by then
    yield to("2027-06-14 09:00", "unfinished_survey", ["Ida"])
    yield to("2027-06-15 18:00", "meeting_tomorrow chantier", ["Karim"])
    yield to("2027-07-15 09:00", "news of 5", ["Karim"])  # published the evening before a holiday
    for what, shown, posted in RELAYED:
        yield to(shown, f"to relay: {what}", ["Awa"])
        yield to(shown, "to pass on", ["Serge"])
        yield to(posted, f"posted: {what}", [GROUP])


IDEAS = (Stretch("2026-09-01 08:00", "2026-09-21 09:00", "2026-11-08 12:00"),)
VOTE = (
    Stretch("2026-09-01 08:00", "2027-03-15 09:00", "2027-04-04 18:00"),
    Stretch("2027-03-25 14:00", "2027-03-15 09:00", "2027-04-11 18:00"),
)
SURVEYS = (
    Stretch("2026-09-01 08:00", "2026-11-20 00:00", "2026-12-07 00:00"),
    Stretch("2027-06-01 00:00", "2027-06-01 00:00", "2027-06-21 00:00"),
)

SAYINGS = (
    ("vous voila ambassad", "you are an ambassador"),
    ("merci d avoir relaye", "thanks"),
    ("avec serge au", "to pass on"),
    ("une idee pour la ville", "phase_opens ideas"),
    ("il reste peu de temps pour proposer", "closes_soon ideas"),
    ("vous attend", "unfinished_draft"),
    ("votre enquete n est pas finie", "unfinished_survey"),
    ("c est parti vous pouvez voter", "phase_opens vote"),
    ("vous pouvez encore voter", "not_voted_yet vote"),
    ("pour proposer une idee jusqu", "closes_soon ideas"),  # as a group reads it
    ("encore proposer une idee", "closes_soon ideas"),
    ("le vote est prolonge", "phase_prolonged vote"),
    ("pour voter jusqu", "not_voted_yet vote"),
    ("le vote est ouvert jusqu", "phase_opens vote"),
    ("votre vote attend il n est pas encore dans l urne", "ballot_begun"),
    ("le resultat est la", "result_announced"),
    ("n oubliez pas l atelier", "meeting_tomorrow atelier"),
    ("n oubliez pas le petit dejeuner", "meeting_tomorrow porteurs"),
    ("n oubliez pas la visite", "meeting_tomorrow chantier"),
)

CLERMONT = Season(
    slug="clermont",
    town="Clermont-Ferrand",
    short="Clermont-Ferrand",
    zone=PARIS,
    start=datetime(2026, 9, 1, 8, tzinfo=PARIS),
    end=datetime(2027, 8, 31, 12, tzinfo=PARIS),
    away=(datetime(2026, 11, 29, tzinfo=PARIS), datetime(2026, 12, 2, 11, tzinfo=PARIS)),
    steps_back=((date(2026, 10, 15), 150), (date(2027, 3, 15), 180), (date(2027, 3, 30), 5), (date(2027, 5, 3), 90)),
    holidays=frozenset(  # Easter is on 28 March, when the clocks change too
        date.fromisoformat(day)
        for day in (
            *("2026-11-01", "2026-11-11", "2026-12-25", "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06"),
            *("2027-05-08", "2027-05-17", "2027-07-14", "2027-08-15"),
        )
    ),
    expected=tuple(_expected()),
    calendar={
        "ideas": IDEAS,
        "unfinished_draft": IDEAS,
        "vote": VOTE,
        "ballot_begun": VOTE,
        "unfinished_survey": SURVEYS,
        "atelier": (Stretch("2026-09-01 08:00", "2026-09-01 08:00", "2026-11-28 10:00"),),
        "porteurs": (Stretch("2026-09-01 08:00", "2026-09-01 08:00", "2027-03-22 09:00"),),
        "chantier": (Stretch("2026-09-01 08:00", "2026-09-01 08:00", "2027-06-16 18:00"),),
    },
    sayings=SAYINGS,
    refused=(("Ludo", "2026-11-02"),),
    addresses={"Nadege": (("2026-10-05 00:00", "telegram"), ("2027-01-01 00:00", "sms"))},
)

"""What a town writes in its edition file, and what is read of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from bot.edition import forms, survey_forms
from bot.edition.file import TABLES, EditionFileError, read_edition
from bot.edition.forms import Form
from flows.town.edition import Edition, Phase, Project, Status
from flows.town.rules import Ages, BallotRules, ProposalRules, Retention, Service
from tests.support.bourg import RULES, TOWN, complaints, read, read_text
from tests.support.folders import ROOT


def test_a_file_is_read_into_an_edition_that_is_not_stored_yet(tmp_path: Path) -> None:
    edition = read(tmp_path)

    assert (edition.id, edition.version, edition.slug, edition.budget) == (0, 0, "bourg-2026", Decimal(50000))
    assert edition.contact.email == "mairie@bourg.example"
    assert edition.ballot.most == 2
    assert edition.district_names == {"nord": "Nord", "sud": "Sud"}
    assert edition.projects == (
        Project(0, 1, "Un verger", Decimal(12000), Status.ON_BALLOT, district="nord", theme="nature"),
        Project(0, 2, "Des bancs", Decimal("4500.50")),
    )


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        pytest.param(
            "2026-10-01T09:00:00", "2026-10-31T20:00:00", ("2026-10-01T07:00", "2026-10-31T19:00"), id="local times"
        ),
        pytest.param("2026-10-01", "2026-10-31", ("2026-09-30T22:00", "2026-10-31T23:00"), id="days, the last whole"),
        pytest.param(
            "2026-10-01T09:00:00Z", "2026-10-31T20:00:00+04:00", ("2026-10-01T09:00", "2026-10-31T16:00"), id="offsets"
        ),
        pytest.param(
            "2026-10-01", "2026-10-25T02:30:00", ("2026-09-30T22:00", "2026-10-25T00:30"), id="the first of two 02:30"
        ),
    ],
)
def test_times_are_read_in_the_time_zone_of_the_edition(
    tmp_path: Path, opens: str, closes: str, expected: tuple[str, str]
) -> None:
    edition = read(tmp_path, ("2026-10-01T09:00:00", opens), ("2026-10-31T20:00:00", closes))

    vote = edition.span_of(Phase.VOTE)
    assert vote is not None
    assert tuple(f"{hour.astimezone(UTC):%Y-%m-%dT%H:%M}" for hour in (vote.opens, vote.closes)) == expected
    assert vote.opens.tzinfo is edition.zone


def test_the_rules_of_a_town_are_read(tmp_path: Path) -> None:
    edition = read_text(
        tmp_path, TOWN.replace("least = 1", 'identity = "phone"\nwho = "qui vit ici"\npaper = "à la mairie"') + RULES
    )

    assert edition.proposals == ProposalRules(
        0,
        Decimal(20000),
        False,
        ("photo",),
        "at_once",
        "dans la commune",
        ("Ouvert à tous.", "Sans loyer."),
        "toute personne qui vit ici",
    )
    assert edition.ages == Ages(propose=11, vote=16, survey=12, support=13, comment=14, guardian=18)
    assert (edition.supports, edition.comments) == ((Phase.IDEAS,), ())
    assert edition.service == Service(2, 30, 90, 6)
    assert edition.retention == Retention(0, 365)
    assert edition.ballot.identity == "phone"
    assert (edition.ballot.who, edition.ballot.paper) == ("qui vit ici", "à la mairie")


def test_a_file_that_says_nothing_of_a_rule_leaves_it_as_it_is_for_everyone(tmp_path: Path) -> None:
    edition = read(tmp_path)

    assert edition.ballot == BallotRules(most=2)
    assert (edition.proposals, edition.ages) == (ProposalRules(), Ages())
    assert (edition.service, edition.retention) == (Service(), Retention())
    assert (edition.supports, edition.comments) == (Edition.supports, Edition.comments)
    assert (edition.faq, edition.surveys) == ((), ())


def test_a_project_may_say_where_and_for_whom(tmp_path: Path) -> None:
    edition = read(tmp_path, ("number = 2", 'number = 2\nplace = "près du lavoir"\nwhom = "les aînés"'))

    assert (edition.projects[1].place, edition.projects[1].whom) == ("près du lavoir", "les aînés")


def test_phases_may_touch(tmp_path: Path) -> None:
    edition = read(tmp_path, ("opens = 2026-10-01T09:00:00", "opens = 2026-04-01"))

    assert edition.spans[0].closes == edition.spans[1].opens


def test_a_file_may_come_before_its_projects(tmp_path: Path) -> None:
    edition = read_text(tmp_path, TOWN[: TOWN.index("[[projects]]")])

    assert edition.projects == ()


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bourg.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TOWN.replace("\n", "\r\n").encode())

    assert asdict(read_edition(path)) == asdict(read_text(tmp_path, TOWN))


def test_languages_are_those_the_bot_speaks(tmp_path: Path) -> None:
    path = tmp_path / "bourg.toml"
    path.write_text(TOWN.replace('["fr"]', '["oc", "fr"]'), "utf-8")

    assert read_edition(path, languages=("fr", "oc")).languages == ("oc", "fr")


DISTRICTS_OWN = ('envelopes = "town"', 'envelopes = "district"')
SECOND = ("number = 2\n", 'number = 2\ndistrict = "sud"\n')
NORD = ('name = "Nord"', 'name = "Nord"\nenvelope = 30000')


def test_each_district_may_have_its_envelope(tmp_path: Path) -> None:
    edition = read(tmp_path, DISTRICTS_OWN, SECOND, NORD, ('name = "Sud"', 'name = "Sud"\nenvelope = 20000'))

    assert [district.envelope for district in edition.districts] == [30000, 20000]


def test_districts_that_share_the_budget_each_need_an_envelope(tmp_path: Path) -> None:
    assert complaints(tmp_path, DISTRICTS_OWN, SECOND, NORD) == [
        'bourg.toml, line 29, districts[1].envelope: is missing, while ballot.envelopes is "district": add it'
    ]


def test_a_project_needs_the_district_that_pays_for_it(tmp_path: Path) -> None:
    [complaint] = complaints(tmp_path, DISTRICTS_OWN, NORD, ('name = "Sud"', 'name = "Sud"\nenvelope = 20000'))

    assert "projects[1].district: is missing, while ballot.envelopes is" in complaint


def test_envelopes_cannot_promise_more_than_the_budget(tmp_path: Path) -> None:
    assert complaints(tmp_path, DISTRICTS_OWN, SECOND, NORD, ('name = "Sud"', 'name = "Sud"\nenvelope = 20001')) == [
        "bourg.toml, line 8, edition.budget: is less than the 50001 of all the districts' envelopes: "
        "raise it, or lower them"
    ]


def test_envelopes_by_district_need_districts(tmp_path: Path) -> None:
    text = TOWN[: TOWN.index("[[districts]]")].replace(*DISTRICTS_OWN)

    with pytest.raises(EditionFileError, match=r"line 16, ballot.envelopes: is 'district', but there is none"):
        read_text(tmp_path, text)


GUIDE = ROOT / "docs" / "town" / "fichier-edition.md"


def test_the_guide_tells_of_every_table_and_every_key() -> None:
    guide = GUIDE.read_text("utf-8")

    assert [name for name in TABLES if f"[{name}]" not in guide] == []
    assert [
        f"{form.__name__}.{key}"
        for form in (*forms_in(forms), *forms_in(survey_forms))
        for key in form.model_fields
        if f"`{key}`" not in guide and f"{key} = " not in guide
    ] == []


def forms_in(module: ModuleType) -> list[type[Form]]:
    """The tables that *module* describes."""
    return [form for form in vars(module).values() if isinstance(form, type) and issubclass(form, Form)]


@pytest.mark.parametrize(
    ("phone", "read"),
    [
        pytest.param("+33 6 39 98 01 99", "+33639980199", id="as people write it"),
        pytest.param("", "", id="none"),
        pytest.param("06 39 98 01 99", None, id="of which country"),
        pytest.param("mairie", None, id="no number"),
    ],
)
def test_the_teams_own_phone_is_a_number_with_its_country(phone: str, read: str | None, tmp_path: Path) -> None:
    town = TOWN + f'[team]\nphone = "{phone}"\n'
    if read is None:
        with pytest.raises(EditionFileError, match="write a mobile number with its country"):
            read_text(tmp_path, town)
        return

    assert read_text(tmp_path, town).team_phone == read

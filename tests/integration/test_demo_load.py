"""The demo has something of everything, is loaded once however often it is asked for, and is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, text

from app import demo, schema
from app.applications.lifecycle import load_answers, load_path
from app.applications.models import Application
from app.appointments import Slot, appointment_of
from app.audit import verify
from app.clock import london
from app.demo.loading import PLOTS, STORIES, Loaded, load
from app.demo.people import invent_people
from app.demo.profile import NotInProduction
from app.identity.devices import enrol
from app.identity.models import Agent
from app.identity.passwords import matches
from app.identity.permissions import Role
from app.identity.second_factor import timestep_of
from app.jobs import NoJobs
from app.journeys.catalogue import find_journey
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.messages.inbound.models import InboundText, TextThread
from app.messages.models import (
    BatchState,
    Channel,
    DemoText,
    LetterFile,
    Message,
    PrintBatch,
    State,
)
from app.messages.returned_models import PostIn, ReturnedLetter
from app.messages.sending import drain
from app.people import ContactRules, Person, PersonQuery, find_people, rules_of
from app.places import Venue
from app.services import Services, make_services
from app.settings import read_settings
from app.tasks import Task, TaskKind
from app.values.addresses import parse_address
from app.values.phones import parse_phone
from app.web.front import create_app
from tests.codes import code_at

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOTHING = Loaded(0, 0, 0, 0, 0)
# A Saturday evening, and the first working day after Christmas: notice is long there.
MOMENTS = (
    datetime.fromisoformat("2026-11-21T21:00:00Z"),
    datetime.fromisoformat("2026-12-29T09:00:00Z"),
)


@pytest.fixture(scope="module")
def loaded_at() -> datetime:
    return MOMENTS[0]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory, loaded_at: datetime) -> Iterator[Services]:
    """A demo database, loaded once for all the tests that only look at it."""
    made = make(tmp_path_factory.mktemp("demo"))
    load(made, at=loaded_at, hasher=CHEAP)
    yield made
    made.database.dispose()


def make(var: Path, *, url: str = "") -> Services:
    wanted = {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(var), "DATABASE_URL": url}
    made = make_services(read_settings(wanted), jobs=NoJobs())
    schema.upgrade(made.database)
    return made


def test_loading_again_adds_nothing(services: Services, loaded_at: datetime) -> None:
    later = loaded_at + timedelta(minutes=10)
    assert load(services, at=later, hasher=CHEAP) == NOTHING


def test_loading_again_leaves_what_was_done_in_the_demo(
    services: Services, loaded_at: datetime
) -> None:
    with services.database.unit_of_work() as session:
        gone = session.scalars(select(Agent).where(Agent.username == "dev")).one()
        gone.active = False
    assert load(services, at=loaded_at, hasher=CHEAP) == NOTHING
    with services.database.unit_of_work() as session:
        left = session.scalars(select(Agent).where(Agent.username == "dev")).one()
        assert left.active is False
        left.active = True


def test_a_later_day_gets_its_slots(services: Services, loaded_at: datetime) -> None:
    again = load(services, at=loaded_at + timedelta(days=7), hasher=CHEAP)
    assert again.slots > 300
    assert again == Loaded(0, again.slots, 0, 0, 0)


# Nobody takes back what was only a question: an adviser closes it.
NEVER = {"legal-aid": {Status.WITHDRAWN}}


@pytest.mark.parametrize("slug", [plot.journey for plot in PLOTS])
def test_every_status_of_every_service_is_there(services: Services, slug: str) -> None:
    with services.database.reading() as session:
        told = select(Application.status).where(Application.journey == slug)
        statuses = Counter(session.scalars(told))
    stages = {stage.slug for stage in find_journey(slug).life.stages}
    assert set(statuses) == stages - NEVER.get(slug, set())
    assert statuses[Status.REQUESTED] >= 5


def test_every_story_is_told(services: Services) -> None:
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == STORIES


def test_the_verdicts_differ_and_a_yes_is_followed_up(services: Services) -> None:
    with services.database.reading() as session:
        asked = select(Application).where(Application.journey == "legal-aid")
        found = [one for one in session.scalars(asked) if one.result]
        verdicts = Counter(one.result["verdict"] for one in found)
        called = [one for one in found if appointment_of(session, one.id)]
    assert set(verdicts) == {"yes", "no", "elsewhere"}
    assert min(verdicts.values()) >= 2
    assert len(called) >= 3
    assert all(one.result["verdict"] == "yes" for one in called)


def test_every_request_was_complete_and_by_the_journeys_rules(services: Services) -> None:
    with services.database.reading() as session:
        for application in session.scalars(select(Application)):
            unsent = application.status in (Status.DRAFT, Status.ABANDONED)
            gap = load_path(session, application).first_unanswered()
            assert (gap is not None) == unsent, application.reference
            assert (application.person_id is None) == (unsent and application.channel == "kiosk")


def test_each_booked_visit_and_no_other_has_its_place(services: Services) -> None:
    with services.database.reading() as session:
        holders = {
            application.reference
            for application in session.scalars(select(Application))
            if appointment_of(session, application.id)
        }
        booked = select(Application.reference).where(Application.status == VisitStatus.BOOKED)
        assert {one for one in holders if one.startswith("PV-")} == set(session.scalars(booked))
        assert session.scalar(select(func.sum(Slot.taken))) == len(holders)


def test_a_changed_visit_names_the_one_it_replaced(services: Services) -> None:
    with services.database.reading() as session:
        replaced = session.scalars(
            select(Application).where(Application.status == VisitStatus.REPLACED)
        ).one()
        newer = session.scalars(
            select(Application).where(Application.replaces_id == replaced.id)
        ).one()
        assert newer.status == VisitStatus.BOOKED
        assert newer.person_id == replaced.person_id


def test_all_prisons_are_there_and_wales_speaks_welsh(services: Services) -> None:
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Venue)) == 127 + 1 + 255 + 2
        welsh = session.scalars(select(Application).where(Application.language == "cy")).all()
        languages = {session.get_one(Person, one.person_id).language for one in welsh}
    assert len(welsh) >= 4
    assert languages == {"cy"}


def test_messages_wait_on_both_channels(services: Services) -> None:
    with services.database.reading() as session:
        waiting = Counter(session.scalars(select(Message.channel)))
        kinds = set(session.scalars(select(Message.kind)))
    assert min(waiting[Channel.TEXT], waiting[Channel.LETTER]) >= 10
    assert kinds == {
        "visit-requested",
        "visit-booked",
        "visit-rejected",
        "visit-cancelled",
        "visit-withdrawn",
        "visit-changed",
        "visit-reminder",
        "legal-aid-outcome",
        "legal-aid-referred",
        "legal-aid-closed",
        "text-status",
        "text-not-understood",
    }


def test_one_text_is_answered_and_one_waits_in_the_inbox(services: Services) -> None:
    with services.database.reading() as session:
        texts = session.scalars(select(InboundText).order_by(InboundText.received_at)).all()
        threads = session.scalars(select(TextThread.unread)).all()
    assert [(one.meaning, one.waits) for one in texts] == [("status", False), ("unknown", True)]
    assert threads == [1]


def test_one_text_that_failed_is_a_letter_and_one_a_call_in_the_morning(
    services: Services,
) -> None:
    with services.database.reading() as session:
        failed = session.scalars(select(Message).where(Message.state == State.FAILED)).all()
        texts = {one.id for one in failed if one.channel == Channel.TEXT}
        instead = session.scalars(select(Message).where(Message.fallback_of.in_(texts))).one()
        call = session.scalars(select(Task).where(Task.kind == TaskKind.CALL_BACK)).one()
        rules = rules_of(session, call.person_id)
    assert len(texts) == 2
    assert {instead.fallback_of, call.message_id} == texts
    assert instead.channel == Channel.LETTER
    assert rules.may_call and rules.open_at(call.due_at)
    assert london(call.due_at).hour < 12


def test_last_weeks_batch_is_printed_and_a_letter_and_a_slip_of_it_came_back(
    services: Services, loaded_at: datetime
) -> None:
    with services.database.reading() as session:
        batch = session.scalars(select(PrintBatch)).one()
        returned = session.scalars(select(ReturnedLetter)).one()
        inside = select(LetterFile).where(LetterFile.batch_id == batch.id)
        formats = {one.message_id: one.format for one in session.scalars(inside)}
        slip = session.scalars(select(PostIn)).one()
        task = session.scalars(select(Task).where(Task.kind == TaskKind.RETURNED_POST)).one()
        to_do = session.scalars(select(Task).where(Task.kind == TaskKind.SLIP)).one()
        assert rules_of(session, returned.person_id).bad_address
    assert (batch.state, batch.letters) == (BatchState.PRINTED, 3)
    assert timedelta(days=7) < loaded_at - batch.printed_at < timedelta(days=14)
    assert sorted(formats.values()) == ["easy-read", "large-24", "standard"]
    assert (slip.by, slip.answers) == (
        returned.by,
        {"visit": ["another-time"], "wishes": ["no-texts"]},
    )
    assert (to_do.reason, to_do.message_id) == ("slip-another-time", slip.message_id)
    assert formats[slip.message_id] == "easy-read"
    assert (returned.reason, task.message_id) == ("gone-away", returned.message_id)
    assert formats[returned.message_id] == "standard"


def test_a_shared_phone_gets_plain_words_and_post_is_collected_at_a_prison(
    services: Services,
) -> None:
    with services.database.reading() as session:
        shared = session.scalars(select(ContactRules).where(ContactRules.shared_phone)).one()
        places = select(ContactRules.collect_at).where(ContactRules.collect_at.is_not(None))
        assert sorted(session.scalars(places)) == ["CFI", "DMILLBK", "LEI"]
        at_prison = select(ContactRules).where(ContactRules.collect_at == "LEI")
        collects = session.scalars(at_prison).one()
        kiosk = select(Message.state).join(LetterFile).where(LetterFile.collect_at == "CFI")
        assert session.scalars(kiosk).all() == ["at-kiosk"]
        sent = select(Message).where(Message.person_id.in_([shared.person_id, collects.person_id]))
        by_channel = {one.channel: one for one in session.scalars(sent)}
        said = session.get_one(DemoText, by_channel["text"].id)
    assert by_channel["text"].plain
    assert "prison" not in said.body.lower()
    assert "c/o Leeds Prison" in by_channel["letter"].to


def test_the_print_tray_calls_each_letter_by_its_own_heading(
    services: Services, loaded_at: datetime
) -> None:
    drain(services, at=loaded_at)
    page = create_app(services).test_client().get("/demo/post").text
    for verdict in ("You may be able to get", "You are not likely to get", "Somebody else can"):
        assert verdict in page


def test_each_role_can_sign_in_as_the_banner_says(services: Services, at: datetime) -> None:
    with services.database.reading() as session:
        agents = {agent.username: agent for agent in session.scalars(select(Agent))}
    roles = set()
    for username, name, _role, password, secret in demo.sign_ins():
        agent = agents[username]
        assert agent.name == name
        assert matches(password, agent.password_hash, hasher=CHEAP)
        assert timestep_of(code_at(agent.totp_secret, at), secret=secret, at=at)
        roles |= set(agent.roles)
    assert roles == {role.value for role in Role}


def test_the_kiosk_code_works_again_and_again(services: Services, loaded_at: datetime) -> None:
    for _time in range(3):
        with services.database.unit_of_work() as session:
            attempt = enrol(session, code=demo.KIOSK_CODE.lower(), at=loaded_at)
        device, _token = attempt.outcome()
        assert device.venue_code == "CFI"


def test_the_trail_of_the_demo_is_whole(services: Services) -> None:
    with services.database.reading() as session:
        verdict = verify(session)
    assert verdict.faults == ()
    assert verdict.entries > 200


def test_no_answer_lies_in_clear(services: Services) -> None:
    with services.database.reading() as session:
        person = session.scalars(select(Person).where(Person.address.is_not(None))).first()
        assert person is not None and person.address is not None
        words = (person.last_name, person.address["line1"], person.phone or "+447")
        dump = "\n".join(str(row) for row in session.execute(text("SELECT * FROM people")))
        dump += "\n".join(str(row) for row in session.execute(text("SELECT * FROM answers")))
    assert not [word for word in words if word in dump]


def test_more_people_are_added_up_to_the_number_and_are_found(
    services: Services, loaded_at: datetime
) -> None:
    told: list[int] = []
    at = loaded_at + timedelta(days=7)
    first = load(services, at=at, people=300, hasher=CHEAP, progress=told.append)
    again = load(services, at=at, people=300, hasher=CHEAP)
    assert (sum(told), again.people) == (first.people, 0)
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 300
        somebody = next(p for p in session.scalars(select(Person)) if p.postcode)
        query = PersonQuery(last_name=somebody.last_name, postcode=somebody.postcode)
        assert somebody.id in [found.person.id for found in find_people(session, query)]


@pytest.mark.parametrize("at", MOMENTS[1:])
def test_it_loads_on_an_awkward_day_and_on_postgresql(
    tmp_path: Path, postgres: object, at: datetime
) -> None:
    url = postgres.create_database("demo_load")  # type: ignore[attr-defined]
    services = make(tmp_path, url=url)
    added = load(services, at=at, hasher=CHEAP)
    assert (added.prisons, added.applications) == (127, STORIES)
    assert load(services, at=at, hasher=CHEAP) == NOTHING
    with services.database.reading() as session:
        answers = load_answers(session, session.scalars(select(Application.id)).first())  # type: ignore[arg-type]
        assert answers is not None
    services.database.dispose()


def test_production_refuses_the_demo(tmp_path: Path, at: datetime) -> None:
    services = make(tmp_path)
    object.__setattr__(services.settings, "profile", "production")
    with pytest.raises(NotInProduction, match="not for production"):
        load(services, at=at, hasher=CHEAP)
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agent)) == 0
    services.database.dispose()


def test_invented_people_are_the_same_each_time_and_could_be_typed(at: datetime) -> None:
    people = list(invent_people(400, seed=7, on=at.date()))
    assert people == list(invent_people(400, seed=7, on=at.date()))
    for person in people:
        if person.address:
            assert parse_address(**person.address).as_dict() == person.address
        if person.phone:
            assert parse_phone(person.phone).e164 == person.phone
    surnames = Counter(person.last_name for person in invent_people(20_000, seed=1, on=at.date()))
    assert surnames.most_common(1)[0][0] == "Smith"
    assert 0.008 < surnames["Smith"] / 20_000 < 0.025
    assert len(surnames) > 1500


def test_invented_phones_are_from_the_drama_ranges(at: datetime) -> None:
    phones = {person.phone for person in invent_people(500, seed=3, on=at.date())} - {None}
    assert all(str(phone).startswith(("+447700900", "+441632960")) for phone in phones)
    assert all(len(str(phone)) == 13 for phone in phones)

"""The `alongside` command: what each command does, and the one clear line when it cannot."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from sqlalchemy import func, select, update
from time_machine import travel

from app import clock, schema
from app.audit import AuditEntry
from app.cli import COMMANDS, main
from app.demo.loading import load
from app.identity.devices import enrol
from app.identity.models import Agent
from app.jobs import NoJobs
from app.messages.models import Message, State
from app.people import Person
from app.services import Services, make_services
from app.settings import CHOSEN, SECRETS, new_secrets, read_settings
from tests.conftest import OPENING

ROOT = Path(__file__).resolve().parents[2]
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
Run = Callable[..., Result]

LIVE = {
    "ALONGSIDE_PROFILE": "production",
    "ALONGSIDE_SMS": "demo",
    "ALONGSIDE_PRISONERS": "demo",
}


@pytest.fixture(scope="module", autouse=True)
def _day() -> Iterator[None]:
    """A Wednesday morning, whenever these tests are run; its time goes on."""
    with travel(OPENING):
        yield


@pytest.fixture(scope="module")
def loaded(_day: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The services of a demo installation that is loaded."""
    var = tmp_path_factory.mktemp("cli")
    settings = read_settings({"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(var)})
    services = make_services(settings, jobs=NoJobs())
    schema.upgrade(services.database)
    load(services, at=clock.now(), hasher=CHEAP)
    yield services
    services.database.dispose()


@pytest.fixture
def run(loaded: Services) -> Run:
    """Run the command on the loaded demo."""
    return runner(loaded.settings.var)


@pytest.fixture
def run_empty(tmp_path: Path) -> Run:
    """Run the command on an installation that has nothing yet."""
    return runner(tmp_path / "var")


def runner(var: Path) -> Run:
    def invoke(*words: str, typed: str = "", **environment: str) -> Result:
        env: dict[str, str | None] = dict.fromkeys(
            (*SECRETS, "DATABASE_URL", "ALONGSIDE_QUEUE_URL", "ALONGSIDE_SMS", "PORT")
        )
        env |= {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(var), **environment}
        return CliRunner().invoke(main, list(words), input=typed, env=env)

    return invoke


def fails(result: Result, *lines: str) -> None:
    """Check that a command failed with exactly these lines and no traceback."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.splitlines() == [f"alongside: {line}" for line in lines]


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from app.cli import main\n"
        "sys.stdout.write(CliRunner().invoke(main, ['--help']).output)\n"
        "heavy = {'sqlalchemy', 'flask', 'reportlab', 'twilio', 'cryptography'} & set(sys.modules)\n"
        "sys.exit(' '.join(heavy) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("group", COMMANDS)
def test_every_command_explains_itself(group: str) -> None:
    shown = CliRunner().invoke(main, [group, "--help"])
    assert shown.exit_code == 0
    command = main.get_command(click.Context(main), group)
    for name in (
        command.list_commands(click.Context(command)) if isinstance(command, click.Group) else ()
    ):
        below = CliRunner().invoke(main, [group, name, "--help"])
        assert below.exit_code == 0
        assert f" {group} {name} [OPTIONS]" in below.stdout


def test_an_unknown_command_fails(run_empty: Run) -> None:
    assert run_empty("nonsense").exit_code == 2


def test_missing_settings_are_told_a_line_each(run_empty: Run) -> None:
    result = run_empty("outbox", "list", ALONGSIDE_PROFILE="production")
    fails(
        result,
        *(f"{name} is not set. Production needs it." for name in (*SECRETS, "DATABASE_URL")),
        *(f"{name} is not set. {why}" for name, why in CHOSEN.items()),
    )


def test_db_upgrade_makes_the_tables_once(run_empty: Run) -> None:
    assert run_empty("db", "status").exit_code == 1
    assert "at revision" in run_empty("db", "upgrade").stdout
    assert run_empty("db", "upgrade").stdout == "The database is up to date.\n"
    assert run_empty("db", "status").exit_code == 0


def test_a_database_out_of_reach_is_one_line(run_empty: Run) -> None:
    result = run_empty("db", "upgrade", DATABASE_URL="postgresql+psycopg://127.0.0.1:9/none")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Connection refused" in result.stderr


def test_a_database_without_tables_says_what_to_run(run_empty: Run) -> None:
    line = "The database lacks tables that this version needs. Run: alongside db upgrade"
    fails(run_empty("outbox", "list"), line)
    fails(run_empty("audit", "verify"), line)


def test_demo_load_is_quiet_when_loaded_and_adds_people(run: Run, loaded: Services) -> None:
    assert run("demo", "load").stdout == "The demo is loaded.\n"
    assert "and 0 visits" in run("demo", "load", "--people", "70").stdout
    with loaded.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 70


def test_demo_show_tells_where_to_go_and_who_to_be(run: Run) -> None:
    shown = run("demo", "show", PORT="8123").stdout
    for part in (
        "http://127.0.0.1:8123/console",
        "amina",
        "Booking clerk",
        "Password",
        "KM24-DR97",
    ):
        assert part in shown


def test_demo_load_can_make_the_tables_and_show_the_demo_at_once(run_empty: Run) -> None:
    fails(
        run_empty("demo", "load"),
        "The database lacks tables that this version needs. Run: alongside db upgrade",
    )
    shown = run_empty("demo", "load", "--upgrade", "--show").stdout
    assert shown.startswith(
        "Bringing the database up to date ...\nLoaded the demo: added 127 prisons"
    )
    assert "KM24-DR97" in shown
    assert run_empty("demo", "load", "--upgrade").stdout == "The demo is loaded.\n"


@pytest.mark.parametrize("what", ["load", "show"])
def test_the_demo_is_refused_in_production(run: Run, loaded: Services, what: str) -> None:
    secrets = json.loads((loaded.settings.var / "demo-secrets.json").read_text())
    url = loaded.settings.database_url
    result = run("demo", what, **LIVE, DATABASE_URL=url, **secrets)
    fails(result, "Demo data is not for production. Set ALONGSIDE_PROFILE=demo.")


def test_agents_create_reads_the_password_from_a_file(run: Run, loaded: Services) -> None:
    words = ("agents", "create", "Ffion.Rees", "--name", "Ffion Rees", "--role", "team-leader")
    made = run(*words, "--role", "agent", "--password-file", "-", typed="Marmalade-Kettle-77\n")
    assert made.exit_code == 0, made.output
    assert "otpauth://totp/" in made.stdout
    assert "Marmalade" not in made.output
    with loaded.database.reading() as session:
        agent = session.scalars(select(Agent).where(Agent.username == "ffion.rees")).one()
    assert agent.roles == ["agent", "team-leader"]
    assert "Ffion Rees" in run("agents", "list").stdout


def test_agents_create_asks_for_the_password_twice(run: Run) -> None:
    typed = "Marmalade-Kettle-77\nMarmalade-Kettle-77\n"
    made = run("agents", "create", "gwen", "--name", "Gwen", "--role", "agent", typed=typed)
    assert made.exit_code == 0
    assert "Marmalade" not in made.output


def test_agents_create_refuses_a_weak_password_and_a_taken_name(run: Run) -> None:
    words = ("agents", "create", "amina", "--name", "A", "--role", "agent", "--password-file", "-")
    fails(run(*words, typed="short\n"), "Use 12 characters or more.")
    fails(
        run(*words, typed="Marmalade-Kettle-77\n"),
        "Another agent has this username. Choose another.",
    )


def test_devices_enrol_gives_a_code_that_works(run: Run, loaded: Services) -> None:
    shown = run("devices", "enrol", "--venue", "lei", "--name", "Waiting room").stdout
    code = shown.splitlines()[0].rpartition(" ")[2]
    with loaded.database.unit_of_work() as session:
        attempt = enrol(session, code=code, at=clock.now())
    assert attempt.outcome()[0].name == "Waiting room"
    assert "Waiting room" in run("devices", "list").stdout


def test_devices_enrol_refuses_an_unknown_venue(run: Run) -> None:
    fails(run("devices", "enrol", "--venue", "XX", "--name", "A"), "no venue has the code 'XX'")


def test_places_and_slots_can_be_made_without_the_demo(run_empty: Run) -> None:
    run_empty("db", "upgrade")
    assert "127 added" in run_empty("places", "load").stdout
    assert "Made 0 slots" not in run_empty("slots", "make").stdout
    assert "Made 0 slots at 0 places." in run_empty("slots", "make").stdout
    assert "now have room for 6." in run_empty("places", "capacity", "CLA", "6").stdout
    assert "Helplines: 0 added, 0 refreshed, 1 kept." in run_empty("places", "load").stdout
    fails(run_empty("places", "capacity", "XX", "6"), "no venue has the code 'XX'")
    court = run_empty("places", "post", "aberystwyth").stdout
    assert court.startswith("C001 ")
    assert "check the address first" in court
    assert "check the address" not in run_empty("places", "correct", "C001").stdout
    home = ("--line1", "9 Pier Road", "--town", "Cardiff", "--postcode", "CF10 4ZZ")
    centre = run_empty("places", "add-day-centre", "--name", "Harbour Day Centre", *home).stdout
    assert "Harbour Day Centre, 9 Pier Road, Cardiff, CF10 4ZZ" in centre
    bad = ("--line1", "9 Pier Road", "--town", "Cardiff", "--postcode", "nowhere")
    refused = run_empty("places", "add-day-centre", "--name", "Other", *bad)
    fails(refused, "Enter a full UK postcode, like LS12 2TJ")


def test_outbox_list_shows_nothing_personal(run: Run, loaded: Services) -> None:
    listed = json.loads(run("outbox", "list", "--state", "queued", "--json").stdout)
    assert listed
    assert set(listed[0]) == {
        "id",
        "kind",
        "channel",
        "state",
        "attempts",
        "next_attempt_at",
        "last_error",
    }
    assert "+4477" not in run("outbox", "list").stdout
    assert run("outbox", "list", "--state", "delivered").stdout == "There are no such messages.\n"


def test_outbox_retry_starts_a_failed_message_again(run: Run, loaded: Services) -> None:
    with loaded.database.unit_of_work() as session:
        message_id = session.scalars(
            select(Message.id).where(Message.state == State.QUEUED)
        ).first()
        session.execute(update(Message).where(Message.id == message_id).values(state=State.FAILED))
    assert run("outbox", "retry", str(message_id)).stdout == "Started 1 again.\n"
    fails(
        run("outbox", "retry", str(message_id)),
        "a message that is queued is not started again",
    )
    # Of the demo, two texts failed and a letter came back.
    assert run("outbox", "retry", "--all").stdout == "Started 3 again.\n"
    assert run("outbox", "retry", "--all").stdout == "Started 0 again.\n"
    assert run("outbox", "retry").exit_code == 2


def test_audit_verify_finds_an_edited_entry(run: Run, loaded: Services) -> None:
    whole = run("audit", "verify").stdout.splitlines()
    assert whole[0].startswith("The audit trail is whole: ")
    assert [line.split()[:2] for line in whole[1:]] == [["lane", str(lane)] for lane in range(8)]
    with loaded.database.unit_of_work() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "agent.created")
        ).first()
        assert entry is not None
        true_actor, entry.actor_id = entry.actor_id, "somebody else"
    result = run("audit", "verify")
    with loaded.database.unit_of_work() as session:
        session.get_one(AuditEntry, entry.id).actor_id = true_actor
    fails(result, f"Lane {entry.lane}: entry {entry.number} was changed.")


def test_secrets_new_is_what_production_takes(run_empty: Run) -> None:
    lines = run_empty("secrets", "new").stdout.splitlines()
    made = dict(line.split("=", 1) for line in lines)
    assert set(made) == set(SECRETS)
    given = {**made, **LIVE, "DATABASE_URL": "sqlite://"}
    assert read_settings(given).profile == "production"
    assert lines != run_empty("secrets", "new").stdout.splitlines()


def test_doctor_tells_what_is_wrong_a_line_each(run_empty: Run) -> None:
    result = run_empty("doctor")
    assert result.exit_code == 1
    assert "WRONG  Database: at revision none" in result.stdout
    run_empty("db", "upgrade")
    result = run_empty("doctor")
    assert result.exit_code == 1
    assert "WRONG  Agents: nobody can sign in. Run: alongside agents create" in result.stdout
    assert "WRONG  Places: there are no prisons. Run: alongside places load" in result.stdout
    assert "ok     Keys: they fit this database." in result.stdout


@pytest.mark.parametrize(
    ("day", "well"), [("2027-03-08", True), ("2027-03-09", False), ("2027-04-06", False)]
)
def test_doctor_says_when_the_figures_of_legal_aid_end(
    run_empty: Run, day: str, well: bool
) -> None:
    with travel(f"{day}T12:00:00+00:00"):
        said = run_empty("doctor").stdout
    assert ("ok     Figures: legal aid's amounts are known" in said) == well
    missing = re.search("WRONG  Figures: legal aid's [a-z-]+ is not known on 2027-04-06", said)
    assert bool(missing) != well


def test_doctor_finds_the_wrong_keys_and_the_lost_queue(run: Run, loaded: Services) -> None:
    made = run("secrets", "new").stdout
    trail_key = made.split("ALONGSIDE_TRAIL_KEY=")[1].strip()
    result = run(
        "doctor", ALONGSIDE_TRAIL_KEY=trail_key, ALONGSIDE_QUEUE_URL="redis://127.0.0.1:9/0"
    )
    assert result.exit_code == 1
    assert "WRONG  Keys: ALONGSIDE_TRAIL_KEY is not the one" in result.stdout
    assert "WRONG  Queue: cannot be reached" in result.stdout


def test_doctor_says_that_the_demo_phone_reaches_nobody_in_production(run_empty: Run) -> None:
    assert "ok     Texts: they go to the demo phone only." in run_empty("doctor").stdout
    live = {**LIVE, "DATABASE_URL": "sqlite://", **new_secrets()}
    result = run_empty("doctor", **live)
    assert "WRONG  Texts: they go to the demo phone only. Set ALONGSIDE_SMS." in result.stdout
    account = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "TWILIO_FROM": "MG1"}
    result = run_empty("doctor", ALONGSIDE_SMS="twilio", **account)
    assert "WRONG  Texts: no delivery report can come. Set ALONGSIDE_PUBLIC_URL." in result.stdout


def test_doctor_finds_late_and_held_messages_and_is_content_without(
    run: Run, loaded: Services
) -> None:
    assert "WRONG  Outbox: " in run("doctor").stdout
    with loaded.database.unit_of_work() as session:
        session.execute(update(Message).values(state=State.HELD))
    assert "messages are held. See: alongside outbox list --state held" in run("doctor").stdout
    with loaded.database.unit_of_work() as session:
        session.execute(update(Message).values(state=State.CANCELLED))
    result = run("doctor")
    assert "ok     Outbox: nothing is late." in result.stdout
    assert result.stdout.endswith("All is well.\n"), result.output
    assert result.exit_code == 0


def test_the_worker_needs_its_settings(run_empty: Run) -> None:
    result = run_empty("worker", ALONGSIDE_SMS="pigeon")
    fails(result, "ALONGSIDE_SMS is 'pigeon'; use demo or twilio.")


def test_the_worker_starts_tells_and_stops_when_asked(run_empty: Run, tmp_path: Path) -> None:
    run_empty("db", "upgrade")
    env = {**os.environ, "ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(tmp_path / "var")}
    program = [sys.executable, "-c", "from app.cli import main; main()", "worker"]
    worker = subprocess.Popen(program, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert json.loads(worker.stdout.readline())["event"] == "worker.started"
    worker.terminate()
    rest, _ = worker.communicate(timeout=60)
    assert json.loads(rest.splitlines()[-1])["event"] == "worker.stopped"
    assert worker.returncode == 0

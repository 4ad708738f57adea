"""`alongside agents`: the people who work at the console."""

from __future__ import annotations

from typing import TextIO

import click

from app.audit import COMMAND
from app.cli.serving import opened_services
from app.identity.agents import (
    change_password,
    change_roles,
    create_agent,
    find_agent,
    list_agents,
)
from app.identity.permissions import Role

ROLES = [role.value for role in Role]


_roles = click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    required=True,
    help="What they do. Give it again for another role.",
)
_password_file = click.option(
    "--password-file",
    type=click.File("r"),
    help='Read the password from this file; "-" reads it from standard input.',
)


@click.group()
def command() -> None:
    """Make and change the people who work at the console."""


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="The name that others see.")
@_roles
@_password_file
def create(username: str, name: str, roles: tuple[str, ...], password_file: TextIO | None) -> None:
    """Make an agent. Shows, once, the address for their authenticator app.

    Without --password-file it asks for the password.
    """
    password = _password(password_file)
    with opened_services() as services, services.database.unit_of_work() as session:
        agent, address = create_agent(
            session,
            username=username,
            name=name,
            password=password,
            roles=roles,
            actor=COMMAND,
            at=services.now(),
        )
    click.echo(f"Made the agent {agent.username} ({', '.join(agent.roles)}).")
    click.echo("Put this into their authenticator app now. It is not shown again:")
    click.echo(address)


def _password(file: TextIO | None) -> str:
    if file is not None:
        return file.read().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


@command.command()
@click.argument("username")
@_password_file
def password(username: str, password_file: TextIO | None) -> None:
    """Give an agent another password, unlock them and sign them out everywhere.

    Without --password-file it asks for the password.
    """
    typed = _password(password_file)
    with opened_services() as services, services.database.unit_of_work() as session:
        agent = find_agent(session, username)
        change_password(session, agent, password=typed, actor=COMMAND, at=services.now())
    click.echo(f"{username} has a new password.")


@command.command()
@click.argument("username")
@_roles
def roles(username: str, roles: tuple[str, ...]) -> None:
    """Give an agent these roles and no others, and sign them out everywhere."""
    with opened_services() as services, services.database.unit_of_work() as session:
        agent = find_agent(session, username)
        change_roles(session, agent, roles=roles, actor=COMMAND, at=services.now())
    click.echo(f"{username} now has: {', '.join(sorted(roles))}.")


@command.command("list")
def list_() -> None:
    """List the agents: username, name, roles and whether they may sign in."""
    with opened_services() as services, services.database.reading() as session:
        for agent in list_agents(session):
            state = "active" if agent.active else "let go"
            click.echo(f"{agent.username:<20} {agent.name:<30} {', '.join(agent.roles)} ({state})")

"""The tests' own PostgreSQL starts, makes and copies databases, and goes away."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import Cluster, start_postgres


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = start_postgres(tmp_path_factory.mktemp("postgres"), fsync=False)
    yield started
    started.stop()


def test_a_new_database_answers(cluster: Cluster) -> None:
    url = cluster.create_database("fresh")
    assert url.startswith("postgresql+psycopg://")
    with create_engine(url).connect() as connection:
        assert connection.scalar(text("select 1")) == 1
        assert connection.scalar(text("show server_encoding")) == "UTF8"


def test_a_database_copied_from_a_template_has_its_rows(cluster: Cluster) -> None:
    engine = create_engine(cluster.create_database("pattern"))
    with engine.begin() as connection:
        connection.execute(text("create table noted (words text)"))
        connection.execute(text("insert into noted values ('Llanfair')"))
    engine.dispose()
    with create_engine(
        cluster.create_database("copied", template="pattern")
    ).connect() as connection:
        assert connection.scalar(text("select words from noted")) == "Llanfair"


def test_a_stopped_server_leaves_nothing(tmp_path: Path) -> None:
    cluster = start_postgres(tmp_path)
    url = cluster.create_database("brief").replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        assert connection.execute("show fsync").fetchone() == ("on",)
    cluster.stop()
    assert not any(folder.exists() for folder in cluster.folders)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)

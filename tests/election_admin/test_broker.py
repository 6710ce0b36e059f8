from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import OperationalError


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Connection(
        "filesystem://localhost", transport="election_admin.broker:Transport", transport_options={"folder": str(tmp_path)}
    ) as one:
        yield one


def test_a_message_is_taken_once_and_in_the_order_of_arrival(connection: Connection, tmp_path: Path) -> None:
    office = connection.SimpleQueue("office")
    for number in range(5):
        office.put({"job": number})

    taken = [office.get(timeout=1) for _ in range(5)]
    for message in taken:
        message.ack()

    assert [message.payload["job"] for message in taken] == [0, 1, 2, 3, 4]
    with pytest.raises(Empty):
        office.get(block=False)
    assert list(tmp_path.rglob("*.msg")) == []


def test_a_broken_message_is_dropped_and_the_next_one_arrives(connection: Connection, tmp_path: Path) -> None:
    office = connection.SimpleQueue("office")
    office.put({"job": 7})
    (tmp_path / "waiting" / "00000000000000000000_broken.office.msg").write_bytes(b'{"body": "cut off he')

    assert office.get(timeout=1).payload == {"job": 7}
    assert list(tmp_path.rglob("*broken*")) == []


def test_queues_do_not_take_from_each_other(connection: Connection) -> None:
    connection.SimpleQueue("office").put({"job": 1})
    other = connection.SimpleQueue("other")

    with pytest.raises(Empty):
        other.get(block=False)
    assert connection.SimpleQueue("office").qsize() == 1


def test_purge_empties_the_queue(connection: Connection) -> None:
    office = connection.SimpleQueue("office")
    office.put({"job": 1})
    office.put({"job": 2})

    assert office.clear() == 2
    assert office.qsize() == 0


def test_a_folder_that_cannot_be_written_is_a_broker_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "queue").write_text("a file where the folder should be")
    options = {"folder": str(tmp_path / "queue")}

    with (
        Connection("filesystem://localhost", transport="election_admin.broker:Transport", transport_options=options) as connection,
        pytest.raises(OperationalError),
    ):
        connection.Producer().publish({"job": 1}, routing_key="office", retry=True, retry_policy={"max_retries": 0})

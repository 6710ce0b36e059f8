"""The queue of the embedded office: a folder, one file for each message.

Kombu's own filesystem transport writes a message in place, lets a reader take it half written, and a broken file ends the worker.
Here a message appears whole or not at all, a taken one leaves the folder in one step, and a broken one is dropped: a message is
only a hint, the sweep queues again what is still due. A message goes to the queue that its routing key names; nothing else is routed.
"""

import json
import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import virtual

logger = logging.getLogger(__name__)


class Channel(virtual.Channel):
    def _lookup(self, exchange: str, routing_key: str, default: str | None = None) -> list[str]:
        return [routing_key]

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        draft = self._folder("drafts") / name
        draft.write_text(json.dumps(message))
        draft.rename(self._folder("waiting") / name)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for path in self._waiting(queue):
            taken = self._folder("taken") / path.name
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # somebody else was faster
            try:
                message: dict[str, Any] = json.loads(taken.read_bytes())
            except ValueError:
                logger.warning("Dropped a message that cannot be read: %s", path.name)
                continue
            finally:
                taken.unlink()
            return message
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def _waiting(self, queue: str) -> list[Path]:
        return sorted(self._folder("waiting").glob(f"*.{queue}.msg"))

    def _folder(self, name: str) -> Path:
        path: Path = Path(self.connection.client.transport_options["folder"]) / name
        path.mkdir(parents=True, exist_ok=True)
        return path


class Transport(virtual.Transport):
    Channel = Channel
    driver_type = driver_name = "folder"
    # A full disk is a broker that is away: the caller hears kombu's OperationalError, as from Redis.
    connection_errors = (*virtual.Transport.connection_errors, OSError)  # type: ignore[assignment]

    def driver_version(self) -> str:
        return "1"

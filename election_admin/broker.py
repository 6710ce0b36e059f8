"""The queue of the embedded office: one file per message in a folder.

Kombu's own filesystem transport writes a message in place and lets a reader take it half written, and a broken file ends the
worker. Here a message appears whole or not at all, a taken one leaves the folder in one step, and a broken one is dropped:
a message is only a hint, the sweep queues again what is still due.
"""

import json
import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    @property
    def folder(self) -> Path:
        return Path(self.transport_options["folder"])

    @property
    def control_folder(self) -> Path:
        return self._made("control")

    def _made(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def _waiting(self, queue: str) -> list[Path]:
        return sorted(self._made("waiting").glob(f"*.{queue}.msg"))

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        draft = self._made("drafts") / name
        draft.write_text(json.dumps(payload))
        draft.rename(self._made("waiting") / name)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for path in self._waiting(queue):
            taken = self._made("taken") / path.name
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # somebody else was faster
            try:
                payload: dict[str, Any] = json.loads(taken.read_bytes())
            except ValueError:
                logger.warning("Dropped a message that cannot be read: %s", path.name)
                continue
            finally:
                taken.unlink()
            return payload
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)


class Transport(filesystem.Transport):
    Channel = Channel

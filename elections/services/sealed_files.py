"""A file sealed with a passphrase: scrypt makes the key, AES-GCM seals one chunk after another.

Line 1 is a word, line 2 a JSON head (figures of scrypt, salt, and a proof of the passphrase); then come chunks of 64 KiB, each with
its 16 bytes of AES-GCM. The nonce of a chunk is its number and whether it is the last one, and every chunk is bound to the head: what is
cut off, added, swapped, repeated or changed does not open.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from elections.rules.issues import Issue, RuleViolation, refuse_if

WORD = b"tuixuan-backup-1\n"
CHUNK = 64 * 1024
TAG = 16
LONGEST_HEAD = 1024
SCRYPT = {"n": 2**15, "r": 8, "p": 1}  # 32 MiB and a tenth of a second for each guess
LEAST_PASSPHRASE = 12


class SealedWriter:
    """Writes beside `target` and gives the file its name when all is in it: whole or not at all."""

    def __init__(self, target: Path, passphrase: str) -> None:
        refuse_if(_passphrase_issues(passphrase))
        refuse_if([Issue("backup_target_exists", {"file": str(target)})] if target.exists() else [])
        self.target, self.draft = target, target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        head, self.cipher = _new_head(passphrase)
        self.bound = hashlib.sha256(head).digest()
        self.waiting = bytearray()
        self.number = 0
        self.file = _create(self.draft, target)
        self.file.write(WORD + head)

    def write(self, data: bytes) -> None:
        self.waiting += data
        while len(self.waiting) > CHUNK:
            self._seal(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self.file.close()
            self.draft.unlink(missing_ok=True)

    def _finish(self) -> None:
        self._seal(bytes(self.waiting), last=True)
        self.file.flush()
        os.fsync(self.file.fileno())
        os.link(self.draft, self.target)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self.file.write(self.cipher.encrypt(_nonce(self.number, last), chunk, self.bound))
        self.number += 1


class SealedReader:
    """Reads what SealedWriter wrote; RuleViolation at the first byte that is not as it was."""

    def __init__(self, source: Path, passphrase: str) -> None:
        try:
            self.file: BinaryIO = source.open("rb")
        except OSError as error:
            raise RuleViolation([Issue("backup_unreadable", {"file": str(source), "reason": error.strerror or str(error)})]) from error
        try:
            head = _read_head(self.file, source)
            self.bound = hashlib.sha256(head).digest()
            self.cipher = _cipher_of(head, passphrase, source)
        except RuleViolation:
            self.file.close()
            raise
        self.chunks = self._chunks()
        self.waiting = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()

    def line(self) -> bytes:
        """Up to and with the next line feed; empty at the end."""
        parts: list[bytes] = []
        while True:
            place = self.waiting.find(b"\n") + 1
            if place:
                parts.append(self.waiting[:place])
                self.waiting = self.waiting[place:]
                return b"".join(parts)
            parts.append(self.waiting)
            self.waiting = next(self.chunks, b"")
            if not self.waiting:
                return b"".join(parts)

    def exactly(self, size: int) -> bytes:
        """So many bytes; fewer at the end."""
        parts: list[bytes] = []
        while size:
            self.waiting = self.waiting or next(self.chunks, b"")
            if not self.waiting:
                break
            part, self.waiting = self.waiting[:size], self.waiting[size:]
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _chunks(self) -> Iterator[bytes]:
        number = 0
        sealed = self.file.read(CHUNK + TAG)
        while True:
            following = self.file.read(CHUNK + TAG)
            yield self._open(sealed, number, last=not following)
            if not following:
                return
            sealed, number = following, number + 1

    def _open(self, sealed: bytes, number: int, *, last: bool) -> bytes:
        try:
            return self.cipher.decrypt(_nonce(number, last), sealed, self.bound)
        except InvalidTag as error:
            raise RuleViolation([Issue("backup_changed", {"place": number + 1})]) from error


def _passphrase_issues(passphrase: str) -> Iterator[Issue]:
    if len(passphrase) < LEAST_PASSPHRASE:
        yield Issue("passphrase_short", {"length": len(passphrase), "least": LEAST_PASSPHRASE})


def _create(draft: Path, target: Path) -> BinaryIO:
    try:
        return os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as error:
        raise RuleViolation([Issue("backup_target_unwritable", {"file": str(target), "reason": error.strerror})]) from error


def _new_head(passphrase: str) -> tuple[bytes, AESGCM]:
    salt = secrets.token_bytes(16)
    key, proof = _derive(passphrase, salt, **SCRYPT)
    return json.dumps({**SCRYPT, "salt": salt.hex(), "proof": proof}).encode() + b"\n", AESGCM(key)


def _read_head(file: BinaryIO, source: Path) -> bytes:
    if file.readline(len(WORD)) != WORD:
        refuse_if([Issue("backup_foreign", {"file": str(source)})])
    return file.readline(LONGEST_HEAD)


def _cipher_of(head: bytes, passphrase: str, source: Path) -> AESGCM:
    try:
        told = json.loads(head)
        salt, wanted = bytes.fromhex(told["salt"]), told["proof"]
        figures = {name: told[name] for name in SCRYPT}
    except (ValueError, KeyError, TypeError) as error:
        raise RuleViolation([Issue("backup_changed", {"place": 0})]) from error
    refuse_if([Issue("backup_changed", {"place": 0})] if figures != SCRYPT else [])
    key, proof = _derive(passphrase, salt, **SCRYPT)
    refuse_if([Issue("backup_passphrase_wrong", {"file": str(source)})] if proof != wanted else [])
    return AESGCM(key)


def _derive(passphrase: str, salt: bytes, *, n: int, r: int, p: int) -> tuple[bytes, str]:
    """The key, and what proves the passphrase without telling the key."""
    made = Scrypt(salt=salt, length=48, n=n, r=r, p=p).derive(passphrase.encode())
    return made[:32], made[32:].hex()


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")

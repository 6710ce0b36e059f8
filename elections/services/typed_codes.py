"""Codes that a person types from paper or from a screen: slips, PINs, ballots, the first run, authenticators."""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread on paper
SMALL = "23456789abcdefghjkmnpqrstuvwxyz"  # the same in small letters, of which l is one


def new_code(length: int, alphabet: str = ALPHABET) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def as_meant(typed: str) -> str:
    """Capitals and figures alone: small letters, groups and the full-width characters of a Chinese keyboard make no difference."""
    return "".join(character for character in unicodedata.normalize("NFKC", typed).upper() if character.isascii() and character.isalnum())

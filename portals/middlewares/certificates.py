"""Files of certificates (PEM) that are trusted in addition to those of the system."""

from __future__ import annotations

from pathlib import Path

from OpenSSL import SSL


def bundle_error(path: str | Path) -> str | None:
    """Return why a file of certificates cannot be used, as words after its name; None if it can."""
    path = Path(path)
    if not path.is_file():
        return f"{path} is {'no file' if path.exists() else 'not there'}; name a file of certificates (PEM)"
    try:
        with path.open("rb") as file:
            file.read(1)
        SSL.Context(SSL.TLS_CLIENT_METHOD).load_verify_locations(str(path))
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}"
    except (SSL.Error, UnicodeError):
        return f"{path} holds no certificates (PEM) that can be read"
    return None

"""The folder that holds all state of one site: its settings, files and database."""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

PACKAGED_SITE = Path("/usr/share/wordpress")
SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parents[2]
LONGEST_SOCKET = 100  # a path of a unix socket holds little more

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', 'utf8mb4_unicode_ci');
define('WP_HOME', '{base}');
define('WP_SITEURL', '{base}');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('DISALLOW_FILE_MODS', true);
define('FS_METHOD', 'direct');
define('WP_DEBUG', false);
{keys}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{
    define('ABSPATH', __DIR__ . '/');
}}
require_once ABSPATH . 'wp-settings.php';
"""
KEYS = (
    "AUTH_KEY",
    "SECURE_AUTH_KEY",
    "LOGGED_IN_KEY",
    "NONCE_KEY",
    "AUTH_SALT",
    "SECURE_AUTH_SALT",
    "LOGGED_IN_SALT",
    "NONCE_SALT",
)


@dataclass(frozen=True)
class Settings:
    """What a site is made from; a change of any of them makes the site again."""

    port: int
    seed: int
    posts: int
    newest: str
    locale: str

    @property
    def base(self) -> str:
        """Address of the site."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Folder:
    """Where the parts of a site lie."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """Marks the folder as one of ours."""
        return self.root / "settings.json"

    @property
    def filled_mark(self) -> Path:
        """Is there once the site has all its posts."""
        return self.root / "filled"

    @property
    def site(self) -> Path:
        """WordPress itself."""
        return self.root / "site"

    @property
    def database(self) -> Path:
        """Data of MariaDB."""
        return self.root / "database"

    @property
    def logs(self) -> Path:
        """Logs of every process."""
        return self.root / "logs"

    @property
    def truth(self) -> Path:
        """What a visitor is meant to see."""
        return self.root / "truth.jsonl"

    @property
    def supervisor(self) -> Path:
        """Number of the process that keeps the servers."""
        return self.root / "supervisor.pid"

    @property
    def socket(self) -> Path:
        """Socket of MariaDB, kept in the folder unless its path is too long for one."""
        near = self.root / "mariadb.sock"
        if len(str(near)) <= LONGEST_SOCKET:
            return near
        return Path(tempfile.gettempdir()) / f"{abs(hash_text(str(self.root))):x}.sock"

    def settings(self) -> Settings | None:
        """The settings the folder was made with."""
        if not self.settings_file.exists():
            return None
        return Settings(**json.loads(self.settings_file.read_text(encoding="utf-8")))

    def prepare(self, settings: Settings) -> bool:
        """Lay the files of the site; tell whether it still has to be filled."""
        if self.settings() == settings and self.filled_mark.exists():
            return False
        if self.root.exists() and any(self.root.iterdir()):
            if not self.settings_file.exists():
                raise SystemExit(f"{self.root} holds something else: name an empty folder")
            self.clear()
        self.logs.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)
        self.settings_file.write_text(json.dumps(asdict(settings)) + "\n", encoding="utf-8")
        shutil.copytree(PACKAGED_SITE, self.site, ignore=shutil.ignore_patterns(".htaccess", "wp-config.php"))
        plugins = self.site / "wp-content" / "mu-plugins"
        plugins.mkdir()
        (self.site / "wp-content" / "uploads").mkdir()
        shutil.copy(SCRIPTS / "offline.php", plugins)
        keys = "\n".join(f"define('{key}', '{secrets.token_hex(32)}');" for key in KEYS)
        (self.site / "wp-config.php").write_text(
            CONFIG.format(socket=self.socket, base=settings.base, keys=keys), encoding="utf-8"
        )
        return True

    def clear(self) -> None:
        """Remove what an earlier start made, and nothing else."""
        for part in (self.site, self.database, self.logs, self.root / "documents"):
            shutil.rmtree(part, ignore_errors=True)
        for file in (self.filled_mark, self.truth, self.root / "content.json"):
            file.unlink(missing_ok=True)


def hash_text(text: str) -> int:
    """A number of a text that is the same in every process."""
    return int.from_bytes(text.encode(), "big") % (2**61 - 1)

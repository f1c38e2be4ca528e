"""Debian's packages of WordPress and of what runs it here."""

from __future__ import annotations

import os
import subprocess

# mini-httpd and php-cgi only meet WordPress's dependency on a web server with
# PHP: neither starts anything, where Apache would.
PACKAGES = (
    "wordpress",
    "wordpress-l10n",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentytwo",
    "wordpress-theme-twentytwentythree",
    "mini-httpd",
    "php",
    "php-cgi",
    "php-cli",
    "php-gd",
    "php-intl",
    "php-mbstring",
    "php-mysql",
    "php-xml",
    "mariadb-server-core",
    "mariadb-client-core",
)


def missing() -> list[str]:
    """The packages that are not installed."""
    absent = []
    for package in PACKAGES:
        found = subprocess.run(
            ["dpkg-query", "-W", "-f=${Status}", package],
            capture_output=True,
            text=True,
            check=False,
        )
        if "install ok installed" not in found.stdout:
            absent.append(package)
    return absent


def install() -> None:
    """Install the missing packages with apt-get, which needs root."""
    absent = missing()
    if not absent:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "-y", "install", "--no-install-recommends", *absent],
    )
    for command in commands:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")

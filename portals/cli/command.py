"""Base of the commands: an error of the user prints one line, never a traceback."""

from __future__ import annotations

import argparse
import io
import logging
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from portals.errors import CommandError, Result

if TYPE_CHECKING:
    from portals.store.database import StoreError


class OneLineCommand(ScrapyCommand):
    """A command that checks all its arguments before it does anything.

    A subclass defines `check` and `act`. Both may raise `CommandError` and `StoreError`, `check` also Scrapy's `UsageError`.
    Commands import expensive modules inside their methods, because `--help` and `list` import the modules of all commands.
    """

    requires_project = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.error = self.fail  # type: ignore[method-assign]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.cli import checks
        from portals.store.database import StoreError

        try:
            unknown = next((arg for arg in args if arg.startswith("-") and len(arg) > 1), None)
            if unknown:
                raise CommandError(f"unknown option {unknown}; scrapy {self.name} -h lists those there are")
            if opts.loglevel and not isinstance(logging.getLevelName(opts.loglevel), int):
                raise CommandError(f"unknown log level {opts.loglevel!r}; use DEBUG, INFO, WARNING, ERROR or CRITICAL")
            self._check_outputs(opts)
            super().process_options(args, opts)
            assert self.settings is not None
            checks.numbers(self.settings)
            if self.requires_crawler_process:
                checks.certificates(self.settings["TLS_CA_BUNDLE"], "TLS_CA_BUNDLE")
            self.check(args, opts)
        except UsageError as error:
            self.fail(self.reworded(str(error)))
        except CommandError as error:
            self.fail(str(error), error.result)
        except StoreError as error:
            self.fail_store(error)
        except OSError as error:
            self.fail(f"{error.filename}: {error.strerror}")

    def _check_outputs(self, opts: argparse.Namespace) -> None:
        """Check the output files that every command accepts, before Scrapy opens them."""
        from portals.cli import checks

        assert self.settings is not None
        settings = self.settings.copy()
        given = dict(pair.partition("=")[::2] for pair in opts.set)
        settings.setdict(given, "cmdline")
        log = opts.logfile or settings["LOG_FILE"]
        for name in filter(None, (log, opts.profile, opts.pidfile)):
            checks.overwritable(Path(name), settings)
        if log:
            checks.writable_file(str(log)).parent.mkdir(parents=True, exist_ok=True)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from portals.store.database import StoreError

        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # the terminal cannot show Vietnamese letters
        try:
            if not self.requires_crawler_process:
                _interrupt_on_signals()
            self.act(args, opts)
            sys.stdout.flush()
        except CommandError as error:
            self.fail(str(error), error.result)
        except StoreError as error:
            self.fail_store(error)
        except BrokenPipeError:
            _forget_output()
        except KeyboardInterrupt:
            self.fail("interrupted; nothing was overwritten", "interrupted")
        except OSError as error:
            self.fail(f"{error.filename or 'standard output'}: {error.strerror or error}", "failed")

    def reworded(self, message: str) -> str:
        """Return Scrapy's message for an error in the arguments, shortened to one line."""
        from portals.cli import checks

        assert self.settings is not None
        if message.startswith("Unrecognized output format"):
            return checks.unknown_format(message.split("'")[1], self.settings)
        return message or f"usage: scrapy {self.name} {self.syntax()}"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise `CommandError` if the arguments are wrong."""

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the command."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def fail(self, message: str, result: Result = "usage") -> NoReturn:
        """End the program with one line on stderr and the exit code of `result`."""
        with suppress(OSError):  # the terminal was closed
            print(f"scrapy {self.name}: {' '.join(message.split())}", file=sys.stderr)
        from portals.runs.results import EXIT_CODES

        raise SystemExit(EXIT_CODES[result])

    def fail_store(self, error: StoreError) -> NoReturn:
        """End the program because of its store: `usage` for a wrong address, `failed` for a broken store."""
        self.fail(str(error), "usage" if error.reason in ("address", "missing") else "failed")

    def setting(self, name: str) -> Any:
        assert self.settings is not None
        return self.settings.get(name)


def _interrupt_on_signals() -> None:
    """Make SIGTERM, and SIGHUP of a closed terminal, end a command as Ctrl-C does, so that its partial file is removed."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, interrupt)


def _forget_output() -> None:
    """Drop the remaining output when its reader (`| head`) has ended; Python would raise again at exit otherwise."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""What stands around an article: menus, a clock, lists of other articles with their dates, counters, scripts, a footer."""

from __future__ import annotations

import base64
import random

from tests.unseen.options import GRAMMAR, Chooser

FURNITURE = GRAMMAR["furniture"]
WEEKDAYS = FURNITURE["weekdays"].split("|")


class Noise:
    def __init__(self, chooser: Chooser, portal: str) -> None:
        self.chooser, self.rng, self.portal = chooser, chooser.rng, portal

    def head(self) -> str:
        """Menu, clock and, at the WebForms portal, the view state."""
        names = self.rng.choices(FURNITURE["menu"].split("|"), k=30)
        menu = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(names))
        clock = self.fill(FURNITURE["clock"]) if self.rng.random() < 0.6 else ""
        state = f'<input type="hidden" name="__VIEWSTATE" value="{self.blob(300, 6000)}"/>' if self.portal == "soctrang" else ""
        return f"{state}{clock}<ul>{menu}</ul>{self.fill(self.chooser.pick('extra'))}"

    def crumb(self, title: str) -> str:
        """The way from the front page to here, or the section's own heading."""
        return self.chooser.pick("crumb").format(title=title, **self.chooser.words())

    def side(self) -> str:
        return "".join(self.fill(self.chooser.pick("side", f"side {number}")) for number in range(self.rng.randint(0, 3)))

    def related(self) -> str:
        return self.fill(self.chooser.pick("related"))

    def tools(self) -> str:
        return self.fill(self.chooser.pick("tools"))

    def foot(self) -> str:
        """The owner of the site, and on some pages when the site was last changed."""
        last = self.fill(FURNITURE["last"]) if self.rng.random() < 0.2 else ""
        return f"{FURNITURE['footers'][self.portal]}{last}"

    def script(self) -> str:
        return f"<script>var state='{self.blob(100, 4000)}';if(1<2){{document.title='x'}}</script>" * self.rng.randint(1, 3)

    def blob(self, low: int, high: int) -> str:
        return base64.b64encode(self.rng.randbytes(self.rng.randint(low, high))).decode()

    def fill(self, pattern: str) -> str:
        others = self.rng.sample(FURNITURE["others"], 4)
        return pattern.format(
            rows="".join(f"<li><a href='{self.link()}'>{other}</a> ({self.date()})</li>" for other in others),
            divs="".join(f"<div><a href='{self.link()}'>{other}</a></div>" for other in others),
            cards="".join(
                f"<div><a href='{self.link()}'>{other}</a><p>Đăng lúc: {self.date()} 08:00:00</p></div>" for other in others
            ),
            stamped="".join(
                f"<p><a href='{self.link()}'>{other}</a><br/><i>Ngày đăng: {self.date()} 07:30</i></p>" for other in others
            ),
            times="".join(
                f"<div><i>Đăng ngày {self.date()} 09:15</i><br/><a href='{self.link()}'>{other}</a></div>" for other in others
            ),
            date=self.date(),
            date2=self.date(),
            n=self.rng.randint(10_000, 9_999_999),
            k=self.rng.randint(10, 900),
            weekday=self.rng.choice(WEEKDAYS),
            **self.chooser.words(),
        )

    def date(self) -> str:
        return f"{self.rng.randint(1, 28):02d}/{self.rng.randint(1, 12):02d}/{self.rng.randint(2023, 2024)}"

    def link(self) -> str:
        number = self.rng.randint(100_000, 399_999)
        if self.portal == "soctrang":
            return f"/tpsoctrang/1279/30571/54021/{number}/Tin-tuc-su-kien/Bai-khac.aspx"
        return f"/web/trang-chu/tin-tuc/bai-khac-{number}.html"


def random_source(*parts: object) -> random.Random:
    """A source that the same parts always seed alike, in every process."""
    return random.Random("/".join(map(str, parts)))

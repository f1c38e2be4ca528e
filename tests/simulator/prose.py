"""Own prose for simulated articles: same seed and number, same article; the people and places are invented."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

NEWEST = datetime(2024, 6, 28, 16, 30, 12)
"""When the newest article (number 0) was published; each further one is some hours older."""

PEOPLE = ("Trần Mẫu An", "Lê Thị Mẫu Bình", "Nguyễn Mẫu Cường", "Phạm Thị Mẫu Dung", "Hoàng Mẫu Giang", "Đỗ Mẫu Hải")
POSTS = ("Bí thư Đảng ủy", "Chủ tịch UBND", "Phó Chủ tịch UBND", "Chủ tịch HĐND", "Trưởng Công an")
PLACES = ("xã Bình Mẫu", "phường Mẫu Lâm", "xã Mẫu Sơn", "thị trấn Mẫu Khê", "phường Hòa Mẫu")
EVENTS = (
    "Hội nghị sơ kết công tác cải cách hành chính",
    "Lễ ra quân trồng cây đầu xuân",
    "Kiểm tra tiến độ xây dựng nông thôn mới",
    "Tập huấn phòng cháy, chữa cháy cho khu dân cư",
    "Khai mạc giải bóng chuyền các khu phố",
    "Tiếp xúc cử tri trước kỳ họp thường lệ",
    "Giám sát việc thu gom rác thải sinh hoạt",
    "Trao quà cho gia đình chính sách",
)
SENTENCES = (
    "Năm nay địa phương đã nạo vét {n} mét kênh mương và đắp lại {m} đoạn bờ vùng.",
    "Các khu dân cư đăng ký {n} công trình do nhân dân cùng góp công sức.",
    "Tỷ lệ hồ sơ nộp trực tuyến tăng {m} phần trăm so với cùng kỳ.",
    "Đoàn đã đến {m} điểm trường, ghi nhận {n} ý kiến của phụ huynh và giáo viên.",
    "Ban tổ chức trao {n} suất quà, mỗi suất trị giá {m}00 nghìn đồng.",
    "Trạm y tế khám sàng lọc cho {n} người cao tuổi trong {m} ngày.",
    "Đường hoa dài {n} mét do hội viên phụ nữ chăm sóc đã nở kín hai bên lối đi.",
    "Bà con đề nghị sớm sửa {m} cột đèn và {n} mét rãnh thoát nước.",
    "Vụ này cả xã gieo cấy {n} héc ta lúa, trong đó {m} héc ta làm theo hướng hữu cơ.",
    "Tổ công nghệ cộng đồng hướng dẫn {n} hộ cài đặt ứng dụng dịch vụ công.",
    "Sân chơi mới có {m} bộ dụng cụ, phục vụ khoảng {n} em nhỏ mỗi chiều.",
    "Các đội dân phòng tập xử lý {m} tình huống giả định ở khu chợ cũ.",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One simulated article, as the portal's editor typed it."""

    number: int
    section: int
    title: str
    published: datetime
    paragraphs: tuple[str, ...]
    author: str = "Mẫu Văn Tin"
    revision: int = 0
    words: str = ""
    """The words of its address, where they are not those of the title."""

    @property
    def slug(self) -> str:
        """The title without marks, words joined by `-`: `hoi-nghi-…`."""
        return self.words or slug(self.title)


def slug(text: str) -> str:
    """Lower case ASCII words joined by `-`."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def write(seed: int, number: int, section: int) -> Article:
    """Article `number` of the site: higher numbers are older. Only the title's words depend on nothing else."""
    random = Random(f"{seed}/{number}")
    place = random.choice(PLACES)
    published = NEWEST - timedelta(hours=5 * number, seconds=random.randrange(3000))
    lead = _lead(random, place, published)
    rest = (_paragraph(random) for _ in range(random.randint(2, 4)))
    title = f"{random.choice(EVENTS)} lần thứ {number + 1} tại {place}"
    return Article(number, section, title, published, (lead, *rest))


def _lead(random: Random, place: str, published: datetime) -> str:
    day = published - timedelta(days=1)
    part = random.choice(("Sáng", "Chiều"))
    return (
        f"{part} ngày {day:%d/%m/%Y}, UBND {place} đã tổ chức buổi làm việc với các khu dân cư. "
        f"Đồng chí {random.choice(PEOPLE)} - {random.choice(POSTS)} {place} chủ trì. {_sentence(random)}"
    )


def _paragraph(random: Random) -> str:
    return " ".join(_sentence(random) for _ in range(random.randint(2, 4)))


def _sentence(random: Random) -> str:
    return random.choice(SENTENCES).format(n=random.randint(11, 999), m=random.randint(2, 97))

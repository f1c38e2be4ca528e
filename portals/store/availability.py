"""Whether an article is still where it was, told without its text: the site said 404, 410 or 304."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from portals.store.tables import articles, versions


def gone(connection: sa.Connection, article_id: str, at: str) -> bool:
    """Notes that an article is no more; its last version is kept. False if that was known, or if the article is not."""
    present = sa.and_(articles.c.id == article_id, articles.c.state == "present")
    return bool(connection.execute(articles.update().where(present).values(state="gone", gone_at=at)).rowcount)


def unchanged(connection: sa.Connection, ids: Sequence[str], at: str) -> None:
    """Notes that articles stand as they were (304): they were seen, in their last version."""
    earlier = sa.and_(articles.c.id.in_(ids), articles.c.last_seen < at)
    connection.execute(articles.update().where(earlier).values(last_seen=at, state="present", gone_at=None))
    current = sa.select(articles.c.version).where(articles.c.id == versions.c.article_id).scalar_subquery()
    last = sa.and_(versions.c.article_id.in_(ids), versions.c.version == current, versions.c.last_seen < at)
    connection.execute(versions.update().where(last).values(last_seen=at))

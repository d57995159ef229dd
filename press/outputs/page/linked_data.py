"""Compose what a page is about in the words of schema.org, for search engines: JSON-LD. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.outputs.page.contents import ONCE, Contents, given, updated
from press.outputs.shared.elements import Frame, Link
from press.outputs.shared.parts import Parts
from press.site.plan import Job

Thing = Mapping[str, object]
CONTEXT = "https://schema.org"
ARTICLES = frozenset({"message", "commune-message", "standing"})  # views


def linked(parts: Parts, job: Job, contents: Contents) -> tuple[Thing, ...]:
    """Return who speaks, where the page stands, and what it is; nothing for views of ONCE."""
    if job.view in ONCE:
        return ()
    return tuple({"@context": CONTEXT, **thing} for thing in _things(parts, job, contents))


def _things(parts: Parts, job: Job, contents: Contents) -> Iterator[Thing]:
    tag = given(job.language)
    frame = parts.frame(tag)
    yield _issuer(parts, frame)
    if job.view != "home":
        yield _crumbs(parts, frame, job, contents)
    if job.view in ARTICLES:
        yield _article(parts, job, contents, tag)
    yield from contents.events


def _issuer(parts: Parts, frame: Frame) -> Thing:
    told = {
        "address": frame.address,
        "telephone": frame.phone_of_issuer.number if frame.phone_of_issuer else "",
        "email": frame.email,
    }
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{frame.base}#issuer",
        "name": frame.issuer,
        "url": parts.url(frame.home),
        **{name: value for name, value in told.items() if value},
    }


def _crumbs(parts: Parts, frame: Frame, job: Job, contents: Contents) -> Thing:
    home = Link(frame.say["home"], frame.home)
    links = (home, *contents.trail, Link(contents.title, job.path))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": link.text,
                "item": parts.url(link.path),
            }
            for place, link in enumerate(links, 1)
        ],
    }


def _article(parts: Parts, job: Job, contents: Contents, tag: str) -> Thing:
    base, message = parts.campaign.settings.base_url, parts.messages.get(job.message or "")
    published = {"datePublished": message.publish.isoformat()} if message else {}
    image = {"image": base + contents.picture.path} if contents.picture else {}
    return {
        "@type": "Article",
        "headline": contents.title,
        "description": contents.summary,
        "inLanguage": contents.language or tag,
        **published,
        "dateModified": updated(parts, job).isoformat(),
        "publisher": {"@id": f"{base}#issuer"},
        "mainEntityOfPage": parts.url(job.path),
        **image,
    }

"""What a user edits without knowing Python: the files of sites and topics, read and checked."""

from scrapers.site import Site, load_sites
from worker.errors import BadSettings
from worker.settings import Settings
from worker.topics import Topic, load_topics


def read_topics(settings: Settings) -> tuple[dict[str, Topic], tuple[str, ...]]:
    """The topics that load, and what is wrong with the others. Raises BadSettings where none loads."""
    topics, errors = load_topics(settings.seeds / "topics")
    if not topics:
        why = f": {errors[0].message}" if errors else ""
        raise BadSettings(f"DIEMTIN_SEEDS: no topic in {settings.seeds / 'topics'}{why}")
    return topics, tuple(error.message for error in errors)


def read_sites(settings: Settings) -> tuple[dict[str, Site], tuple[str, ...]]:
    """The sites that load, and what is wrong with the others."""
    sites, errors = load_sites(settings.seeds / "sites")
    return sites, tuple(map(str, errors))

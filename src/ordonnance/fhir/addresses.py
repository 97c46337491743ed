"""Under which addresses the resources of one Bundle refer to each other."""


def addresses(kind: str, full_url: str | None, id: str | None) -> set[str]:
    """Every address of a resource: its `fullUrl`, `Type/id`, and the end of an http address."""
    found = {full_url} if full_url else set()
    if id:
        found.add(f"{kind}/{id}")
    if full_url and full_url.startswith("http"):
        found.add("/".join(full_url.split("/")[-2:]))
    return found


def disagree(full_url: str | None, id: str | None) -> bool:
    """True of an http address that ends with another id than the resource's (Bundle.entry.fullUrl:
    « SHALL NOT disagree with the id in the resource », FHIR R4). A `urn:uuid:` says nothing of it.
    """
    if not id or not full_url or not full_url.startswith("http"):
        return False
    return full_url.rpartition("/")[2] != id

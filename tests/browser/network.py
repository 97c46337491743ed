"""A network that a test holds, cuts, or lets lose an answer."""

from playwright.sync_api import Page, Route, expect


class Network:
    """A network that keeps what is sent until the test lets it go, and counts it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept: list[Route] = []
        self._held = self._cut = self._lost = False
        self.sent: list[str] = []
        page.route("**/*", self._treat)

    def _treat(self, route: Route) -> None:
        what = route.request.url.rpartition("/")[2]
        # What is proposed while one types changes nothing, and is asked as the pace allows.
        acts = route.request.method == "POST" and what != "proposer"
        if acts and self._lost:
            self._lost = False
            route.fetch(max_redirects=0)
            return route.abort()
        if not acts or not (self._held or self._cut):
            return route.continue_()
        self.sent.append(what)
        return route.abort() if self._cut else self._kept.append(route)

    def holds(self) -> None:
        """From here on nothing that is sent arrives."""
        self.sent.clear()
        self._held = True

    def waits(self) -> None:
        """Until something was sent, and the page says so."""
        expect(self._page.locator("#contenu")).to_have_attribute("aria-busy", "true")
        expect(self._page.locator("#envoi")).to_be_visible()

    def lets_go(self) -> None:
        """What was sent arrives; what follows goes at once."""
        self._held = False
        kept, self._kept = self._kept, []
        for each in kept:
            each.continue_()

    def is_cut(self) -> None:
        """Whatever is sent is lost."""
        self._cut = True

    def answer_is_lost(self) -> None:
        """The next thing sent arrives, and its answer never comes back."""
        self._lost = True

    def is_back(self) -> None:
        """The cut is over."""
        self._cut = False

"""The tree of an HTML page, read from top to bottom into pieces: what a browser shows on lines of their own."""

from collections.abc import Callable, Iterator
from itertools import groupby

from selectolax.lexbor import LexborNode

from factdata.page.blocks import is_heading_like
from factdata.page.html_pieces import PLAIN, Cell, Context, Line, Mark, Piece, Table, is_data, merge_rows
from factdata.page.landmarks import Landmarks
from factdata.page.stamps import MAX_LENGTH, StampLine, read_byline, read_line
from factdata.text.calendar import Style

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# How an element is read, by its name; those that are not here stand in the line.
_KINDS = {
    "-text": "text",
    "-comment": "comment",
    "br": "break",
    "a": "link",
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("p", "address", "blockquote", "caption", "center", "details", "figcaption", "figure"), "line"),
    **dict.fromkeys(("body", "dir", "hgroup", "hr", "legend", "menu", "tbody", "tfoot", "thead"), "line"),
    # these may be landmarks, by their names or by what their attributes say
    **dict.fromkeys(("article", "aside", "dialog", "div", "dl", "fieldset", "footer", "form", "header"), "box"),
    **dict.fromkeys(("main", "nav", "ol", "search", "section", "ul"), "box"),
    **dict.fromkeys((*_HEADINGS, "button", "dd", "dt", "li", "summary"), "named"),
    **dict.fromkeys(("table", "tr", "td", "th"), "table"),
    "pre": "pre",
}
_IN_LINE = (None, "link", "bold")
_INLINE = "a, span, strong, b, em, i, time, font"


_CONTENT = Context("paragraph", None, PLAIN)
_AROUND = Context("chrome", None, PLAIN)


class Reader:
    """A walk through the tree that collects the pieces; what stands in a line is gathered until the line ends.

    The walk keeps the open elements on a list of its own, so that a tree may be of any depth.
    """

    def __init__(self, landmarks: Landmarks, style: Style) -> None:
        self.pieces: list[Piece] = []
        self.stamps: dict[str, StampLine | None] = {}  # by the line that says them
        self._style = style
        self._landmarks = landmarks
        self._around = _AROUND  # what stands outside the main content, on the way to it
        self._is_after = False  # whether the main content has been passed
        self._tables: list[Table] = []  # those that are open, the innermost last
        self._texts: list[str] = []  # of the line at hand
        self._marks: list[Mark] = []
        self._lines: list[Line] = []  # of the block at hand, before the last `<br>`
        self._level = 1  # of the heading above
        self._is_new_item = False

    def read(self, body: LexborNode) -> list[Piece]:
        """Return the pieces of a page in reading order."""
        context = _AROUND if self._landmarks.spine else _CONTENT
        opened: list[tuple[LexborNode, str | None, Context]] = []  # with the context outside the element
        node = body.first_child
        while node is not None or opened:
            if node is None:
                node, kind, outside = opened.pop()
                if kind not in _IN_LINE:
                    self._leave(node, kind, context)
                context = self._around if outside is _AROUND else outside
                node = node.next
                continue
            kind = _KINDS.get(node.tag or "")
            if kind == "text":
                self._add(node.text_content or "", context.mark)
            elif kind != "comment":
                if context is _AROUND:
                    inside = self._enter_around(node)
                else:
                    inside = self._enter(node, kind, context) if kind else context
                if inside is not None:
                    opened.append((node, kind, context))
                    node, context = node.first_child, inside
                    continue
            node = node.next
        self._end_block(context)
        return self.pieces

    def _add(self, text: str, mark: Mark) -> None:
        if not text.isspace():
            self._texts.append(text)
            self._marks.append(mark)
        elif self._texts:
            self._texts.append(" ")

    def _enter_around(self, node: LexborNode) -> Context | None:
        """Begin an element outside the main content: one that leads to it, or chrome, which is read at once.

        Where the page says where the content begins, and not where it ends, all that follows is content.
        """
        spine, mains = self._landmarks.spine, self._landmarks.mains
        self._end_block(_AROUND)
        if node.mem_id not in spine:
            is_footer = self._is_after and node.css_first("footer, [role=contentinfo]") is not None
            self._read_chrome(node, "footer" if is_footer else "chrome")
            return None
        if node.mem_id in mains or not any(child.mem_id in spine for child in node.iter()):
            self._is_after = True
            self._around = self._around if mains else _CONTENT
            return _CONTENT
        return _AROUND

    def _enter(self, node: LexborNode, kind: str, context: Context) -> Context | None:
        """Begin an element, and return the context inside it; ``None`` where it is not to be gone through."""
        if kind == "link":
            return Context(context.role, context.level, Mark(node.attributes.get("href"), context.mark.is_bold))
        if kind == "bold":
            return Context(context.role, context.level, Mark(context.mark.href, True))
        if kind == "break":
            self._end_line()
            return None
        self._end_block(context)
        if kind == "box":
            return self._enter_box(node, context)
        if kind == "named":
            return self._enter_named(node, node.tag or "", context)
        if kind == "table":
            return self._enter_table_part(node.tag, context)
        if kind == "pre":
            self._read_lines(node.text(), context)
            return None
        return context

    def _leave(self, node: LexborNode, kind: str | None, context: Context) -> None:
        """End an element; `context` is that inside it."""
        self._end_block(context)
        if kind == "table" and self._tables:
            self._leave_table_part(node.tag)

    def _read_lines(self, text: str, context: Context) -> None:
        """Read text whose line ends are shown: that of `<pre>`."""
        for line in text.split("\n"):
            self._add(line, context.mark)
            self._end_line()
        self._end_block(context)

    def _enter_box(self, node: LexborNode, context: Context) -> Context | None:
        role = self._landmarks.role(node)
        if role in _HEADINGS:
            return self._enter_named(node, role, context)
        if role in ("chrome", "footer"):
            self._read_chrome(node, role)
        return None if role else context

    def _enter_named(self, node: LexborNode, tag: str, context: Context) -> Context | None:
        """Begin an element that says what the text in it is."""
        role, level, mark = context
        if tag in ("li", "dt"):
            level = (level or 0) + 1 if role == "bullet" and tag == "li" else 1
            role = "bullet"
            self._is_new_item = True
        elif tag == "dd":
            role, level = "paragraph", None
        elif tag in _HEADINGS:
            is_title = tag == "h1" and node.mem_id == self._landmarks.title
            self._level = level = 1 if is_title else max(2, _HEADINGS[tag])
            role = "heading"
        elif role != "heading":  # the head of an accordion, where it is not in a heading anyway
            if tag == "button" and not self._landmarks.is_switch(node):
                self._read_chrome(node, "chrome")
                return None
            role, level = "heading", self._level + 1
        return Context(role, level, mark)

    def _enter_table_part(self, tag: str | None, context: Context) -> Context:
        if tag == "table":
            self._tables.append(Table(len(self.pieces)))
            return Context("paragraph", None, context.mark)
        if tag == "tr":
            if self._tables:
                self._tables[-1].rows.append([])
            return context
        if self._tables:
            self._tables[-1].cell_start = len(self.pieces)
        return Context("table", None, context.mark)

    def _leave_table_part(self, tag: str | None) -> None:
        table = self._tables[-1]
        if tag == "table":
            self._end_table(self._tables.pop())
        elif tag != "tr" and table.rows:
            table.rows[-1].append(Cell(table.cell_start, len(self.pieces)))
            table.has_header = table.has_header or tag == "th"

    def _end_table(self, table: Table) -> None:
        """Make each row of a table of data one piece; a table that lays out a page is read as what it holds."""
        inside = self.pieces[table.start :]
        if is_data(inside, table):
            self.pieces[table.start :] = merge_rows(self.pieces, table)
            return
        for index, piece in enumerate(inside, start=table.start):
            if piece.role == "table":
                self.pieces[index] = self._make_piece("paragraph", None, piece.text, piece.mark)

    def _read_chrome(self, node: LexborNode, role: str) -> None:
        """Make one piece of what is no content, a line for each block in it; a stamp is a piece of its own."""
        for inline in node.css(_INLINE):
            if inline.mem_id != node.mem_id:
                inline.unwrap()
        node.merge_text_nodes()
        texts = " ".join(node.text(separator=" \0 ").split()).split("\0")
        lines = [line for text in texts if (line := text.strip())]
        for is_stamp, group in groupby(lines, key=self._is_stamp):
            for text in group if is_stamp else ["\n".join(group)]:
                self.pieces.append(Piece(role, None, text, PLAIN))

    def _is_stamp(self, line: str, role: str = "paragraph") -> bool:
        if line not in self.stamps:
            stamp = read_line(line, self._style) or (read_byline(line, self._style) if role != "heading" else None)
            self.stamps[line] = stamp._replace(is_apart=True) if stamp else None
        return self.stamps[line] is not None

    def _end_line(self) -> None:
        self._lines.append(Line(" ".join("".join(self._texts).split()), _common(self._marks)))
        self._texts.clear()
        self._marks.clear()

    def _end_block(self, context: Context) -> None:
        if not self._texts and not self._lines:
            return
        self._end_line()
        lines, role, level = self._lines, context.role, context.level
        if len(lines) > 1:
            self._lines = []
            if role == "heading":  # a title goes on over a line break
                text = " ".join(line.text for line in lines if line.text)
                lines = [Line(text, _common([line.mark for line in lines]))]
            for text, mark in _paragraphs(lines, self._is_stamp):
                self.pieces.append(self._make_piece(role, level, text, mark))
        else:
            text, mark = lines.pop()
            if text:
                self.pieces.append(self._make_piece(role, level, text, mark))

    def _make_piece(self, role: str, level: int | None, text: str, mark: Mark) -> Piece:
        if role == "bullet" and not self._is_new_item:
            role, level = "paragraph", None
        self._is_new_item = False
        may_be_stamp = role != "table" and not mark.href and not (role == "heading" and level == 1)
        if may_be_stamp and len(text) <= MAX_LENGTH and self._is_stamp(text, role):
            role, level = "stamp", None
        elif mark.is_bold and role == "paragraph" and is_heading_like(text):
            role, level = "heading", self._level + 1
        return Piece(role, level, text, mark)


def _paragraphs(lines: list[Line], is_stamp: Callable[[str], bool]) -> Iterator[Line]:
    """Join lines that `<br>` parts, but for a blank one, a stamp, and those of another address or weight."""
    for (is_apart, mark), group in groupby(lines, key=lambda line: (not line.text or is_stamp(line.text), line.mark)):
        texts = [line.text for line in group if line.text]
        for text in texts if is_apart else ["\n".join(texts)]:
            yield Line(text, mark)


def _common(marks: list[Mark]) -> Mark:
    """Return the address that all pieces link to, and whether all are bold."""
    if not marks:
        return PLAIN
    first = marks[0]
    if len(marks) == 1 or marks.count(first) == len(marks):
        return first
    is_one = all(mark.href == first.href for mark in marks)
    return Mark(first.href if is_one else None, all(mark.is_bold for mark in marks))

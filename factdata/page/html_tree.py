"""The tree of an HTML page, read from top to bottom into pieces: what a browser shows on lines of their own."""

from collections.abc import Callable, Iterator
from itertools import groupby

from selectolax.lexbor import LexborNode

from factdata.page.blocks import is_heading_like
from factdata.page.landmarks import Landmarks
from factdata.page.limits import MAX_DEPTH
from factdata.page.stamps import MAX_LENGTH, STAMP_ENDS, StampLine, read_line
from factdata.text.calendar import Style

CELL = " | "  # what stands between the cells of a table's row in the text

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
_INLINE = "a, span, strong, b, em, i, time, font"

# The address that a piece of text links to, and whether it is bold.
Mark = tuple[str | None, bool]
# A line of text, and what holds of all that stands in it.
Line = tuple[str, Mark]
# What the elements round a text say of it: role, level, mark.
Context = tuple[str, int | None, Mark]
# A block before its place in the text is known: role, level, text, mark. A row of a table of data is a "row".
Piece = tuple[str, int | None, str, Mark]

_PLAIN: Mark = (None, False)
_CONTENT: Context = ("paragraph", None, _PLAIN)


class Reader:
    """A walk through the tree that collects the pieces; what stands in a line is gathered until the line ends."""

    def __init__(self, landmarks: Landmarks, style: Style) -> None:
        self.pieces: list[Piece] = []
        self.stamps: dict[str, StampLine] = {}  # by the line that says them
        self._style = style
        self._landmarks = landmarks
        self._rows: list[list[tuple[int, int]]] = []  # of the table at hand: where each cell's pieces begin and end
        self._has_header = False
        self._texts: list[str] = []  # of the line at hand
        self._marks: list[Mark] = []
        self._lines: list[Line] = []  # of the block at hand, before the last `<br>`
        self._level = 1  # of the heading above
        self._is_new_item = False

    def read(self, body: LexborNode) -> list[Piece]:
        """Return the pieces of a page in reading order."""
        if self._landmarks.spine:
            self._read_spine(body)
        else:
            self._read(body, _CONTENT, 0)
            self._end_block(_CONTENT)
        return self.pieces

    def _read_spine(self, parent: LexborNode) -> None:
        """Read what the main content stands in; what stands before it is chrome, and after it, if it has an end."""
        spine, mains = self._landmarks.spine, self._landmarks.mains
        around: Context = ("chrome", None, _PLAIN)
        is_after = False
        for node in list(parent.iter(include_text=True)):
            kind = _KINDS.get(node.tag or "")
            if kind == "text":
                self._add(node.text_content or "", _PLAIN)
            elif node.mem_id in spine:
                self._end_block(around)
                around, is_after = around if mains else _CONTENT, True
                if node.mem_id in mains or not any(child.mem_id in spine for child in node.iter()):
                    self._read(node, _CONTENT, 0)
                    self._end_block(_CONTENT)
                else:
                    self._read_spine(node)
            elif around is _CONTENT and kind != "comment":
                self._read_node(node, kind, _CONTENT, 0)
            elif kind != "comment":
                self._end_block(around)
                is_footer = is_after and node.css_first("footer, [role=contentinfo]") is not None
                self._read_chrome(node, "footer" if is_footer else "chrome")
        self._end_block(around)

    def _read_chrome(self, node: LexborNode, role: str) -> None:
        """Make one piece of what is no content, a line for each block in it; a stamp is a piece of its own."""
        for inline in node.css(_INLINE):
            if inline.mem_id != node.mem_id:
                inline.unwrap()
        node.merge_text_nodes()
        lines: list[str] = []
        for text in " ".join(node.text(separator=" \0 ").split()).split("\0"):
            line = text.strip()
            if line and line[-1] in STAMP_ENDS and self._is_stamp(line):
                if lines:
                    self.pieces.append((role, None, "\n".join(lines), _PLAIN))
                    lines = []
                self.pieces.append((role, None, line, _PLAIN))
            elif line:
                lines.append(line)
        if lines:
            self.pieces.append((role, None, "\n".join(lines), _PLAIN))

    def _read(self, parent: LexborNode, context: Context, depth: int) -> None:
        node = parent.first_child
        if depth > MAX_DEPTH and node is not None:  # deeper than the tags say: the parser repeats `<b>` left open
            self._add(parent.text(), context[2])
            return
        while node is not None:
            kind = _KINDS.get(node.tag or "")
            if kind == "text":
                self._add(node.text_content or "", context[2])
            elif kind is None:
                self._read(node, context, depth + 1)
            elif kind != "comment":
                self._read_node(node, kind, context, depth + 1)
            node = node.next

    def _add(self, text: str, mark: Mark) -> None:
        if not text.isspace():
            self._texts.append(text)
            self._marks.append(mark)
        elif self._texts:
            self._texts.append(" ")

    def _read_node(self, node: LexborNode, kind: str | None, context: Context, depth: int) -> None:
        role, level, mark = context
        if kind is None:
            self._read(node, context, depth)
        elif kind == "link":
            self._read(node, (role, level, (node.attributes.get("href"), mark[1])), depth)
        elif kind == "bold":
            self._read(node, (role, level, (mark[0], True)), depth)
        elif kind == "break":
            self._end_line()
        else:
            if self._texts or self._lines:
                self._end_block(context)
            if kind == "line":
                self._read(node, context, depth)
                if self._texts or self._lines:
                    self._end_block(context)
            elif kind == "box":
                self._read_box(node, context, depth)
            elif kind == "named":
                self._read_named(node, node.tag or "", context, depth)
            elif kind == "table":
                self._read_table_part(node, node.tag, context, depth)
            else:
                self._read_lines(node.text(), context)

    def _read_lines(self, text: str, context: Context) -> None:
        """Read text whose line ends are shown: that of `<pre>`."""
        for line in text.split("\n"):
            self._add(line, context[2])
            self._end_line()
        self._end_block(context)

    def _read_box(self, node: LexborNode, context: Context, depth: int) -> None:
        role = self._landmarks.role(node)
        if role in ("chrome", "footer"):
            self._read_chrome(node, role)
        elif role in _HEADINGS:
            self._read_named(node, role, context, depth)
        elif role != "hidden":
            self._read(node, context, depth)
            if self._texts or self._lines:
                self._end_block(context)

    def _read_named(self, node: LexborNode, tag: str, context: Context, depth: int) -> None:
        """Read an element that says what the text in it is."""
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
                return
            role, level = "heading", self._level + 1
        inside = (role, level, mark)
        self._read(node, inside, depth)
        self._end_block(inside)

    def _read_table_part(self, node: LexborNode, tag: str | None, context: Context, depth: int) -> None:
        if tag == "table":
            self._read_table(node, ("paragraph", None, context[2]), depth)
            return
        first = len(self.pieces)
        if tag == "tr":
            self._rows.append([])
        else:
            context = ("table", None, context[2])
        self._read(node, context, depth)
        if self._texts or self._lines:
            self._end_block(context)
        if tag != "tr" and self._rows:
            self._rows[-1].append((first, len(self.pieces)))
            self._has_header = self._has_header or tag == "th"

    def _read_table(self, node: LexborNode, context: Context, depth: int) -> None:
        """Make each row of a table of data one piece; a table that lays out a page is read as what it holds."""
        first, outer = len(self.pieces), (self._rows, self._has_header)
        self._rows, self._has_header = [], False
        self._read(node, context, depth)
        self._end_block(context)
        rows, has_header = self._rows, self._has_header
        self._rows, self._has_header = outer
        inside = self.pieces[first:]
        if _is_data(inside, rows, has_header):
            self.pieces[first:] = _merge_rows(self.pieces, rows, first)
            return
        del self.pieces[first:]
        for piece in inside:
            if piece[0] == "table":
                self._append("paragraph", None, piece[2], piece[3])
            else:
                self.pieces.append(piece)

    def _is_stamp(self, line: str) -> bool:
        if line not in self.stamps and (stamp := read_line(line, self._style)):
            self.stamps[line] = stamp
        return line in self.stamps

    def _end_line(self) -> None:
        self._lines.append((" ".join("".join(self._texts).split()), _common(self._marks)))
        self._texts.clear()
        self._marks.clear()

    def _end_block(self, context: Context) -> None:
        if not self._texts and not self._lines:
            return
        self._end_line()
        lines, role, level = self._lines, context[0], context[1]
        if len(lines) > 1:
            self._lines = []
            if role == "heading":  # a title goes on over a line break
                lines = [(" ".join(text for text, _ in lines if text), _common([mark for _, mark in lines]))]
            for text, mark in _paragraphs(lines, self._is_stamp):
                self._append(role, level, text, mark)
        else:
            text, mark = lines.pop()
            if text:
                self._append(role, level, text, mark)

    def _append(self, role: str, level: int | None, text: str, mark: Mark) -> None:
        href, is_strong = mark
        if role == "bullet" and not self._is_new_item:
            role, level = "paragraph", None
        self._is_new_item = False
        may_be_stamp = role != "table" and not href and not (role == "heading" and level == 1)
        if may_be_stamp and len(text) <= MAX_LENGTH and self._is_stamp(text):
            role, level = "stamp", None
        elif is_strong and role == "paragraph" and is_heading_like(text):
            role, level = "heading", self._level + 1
        self.pieces.append((role, level, text, mark))


def _paragraphs(lines: list[Line], is_stamp: Callable[[str], bool]) -> Iterator[Line]:
    """Join lines that `<br>` parts, but for a blank one, a stamp, and those of another address or weight."""
    for (is_apart, mark), group in groupby(lines, key=lambda line: (not line[0] or is_stamp(line[0]), line[1])):
        texts = [text for text, _ in group if text]
        for text in texts if is_apart else ["\n".join(texts)]:
            yield text, mark


def _common(marks: list[Mark]) -> Mark:
    """Return the address that all pieces link to, and whether all are bold."""
    if not marks:
        return _PLAIN
    first = marks[0]
    if len(marks) == 1 or marks.count(first) == len(marks):
        return first
    is_one = all(href == first[0] for href, _ in marks)
    return first[0] if is_one else None, all(is_strong for _, is_strong in marks)


def _is_data(pieces: list[Piece], rows: list[list[tuple[int, int]]], has_header: bool) -> bool:
    """Tell a table of data (has a header, or nothing but short cells in columns) from one that lays out the page."""
    roles = {role for role, _, _, _ in pieces}
    if not pieces or roles & {"heading", "chrome", "footer", "row"}:
        return False
    if has_header:
        return True
    if roles != {"table"} or any(len(text) > 300 for _, _, text, _ in pieces):
        return False
    return any(len(row) > 1 for row in rows) and all(end - start < 2 for row in rows for start, end in row)


def _merge_rows(pieces: list[Piece], rows: list[list[tuple[int, int]]], first: int) -> list[Piece]:
    """Return the pieces of a table with those of a row made one; its caption stays what it is."""
    merged: list[Piece] = []
    for row in filter(None, rows):
        merged += pieces[first : row[0][0]]
        first = row[-1][1]
        cells = [" ".join(text for _, _, text, _ in pieces[start:end]) for start, end in row]
        if any(cells):
            merged.append(("row", None, CELL.join(cells).replace("\n", " ").strip(), _PLAIN))
    return merged + pieces[first:]

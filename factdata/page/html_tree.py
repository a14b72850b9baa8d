"""Walk the tree of an HTML page from top to bottom and cut it into pieces: the lines that a browser would show."""

import re
from itertools import groupby
from operator import itemgetter

from selectolax.lexbor import LexborNode

from factdata.page.blocks import is_heading_like
from factdata.page.html_pieces import PLAIN, Context, Mark, Piece, Table, is_data, merge_rows
from factdata.page.landmarks import Landmarks
from factdata.page.stamps import MAX_LENGTH, StampLine, read_byline, read_line
from factdata.text.calendar import Style

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# How each element is read; elements not listed are inline.
_KINDS = {
    "-text": "text",
    "-comment": "comment",
    "br": "break",
    "a": "link",
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("p", "address", "blockquote", "caption", "center", "details", "figcaption", "figure"), "line"),
    **dict.fromkeys(("body", "dir", "hgroup", "hr", "legend", "menu", "tbody", "tfoot", "thead"), "line"),
    # may be landmarks, by element name or by attributes
    **dict.fromkeys(("article", "aside", "dialog", "div", "dl", "fieldset", "footer", "form", "header"), "box"),
    **dict.fromkeys(("main", "nav", "ol", "search", "section", "ul"), "box"),
    **dict.fromkeys((*_HEADINGS, "button", "dd", "dt", "li", "summary"), "named"),
    **dict.fromkeys(("table", "tr", "td", "th"), "table"),
    "pre": "pre",
}
_IN_LINE = (None, "link", "bold")
_INLINE = "a, span, strong, b, em, i, time, font"
_DIGITS = re.compile(r"\d\d")  # as in every date; lines of chrome without them are not parsed


_CONTENT = Context("paragraph", None, PLAIN)
_AROUND = Context("chrome", None, PLAIN)  # outside the main content, in one of its ancestors


class Reader:
    """Walks the tree and collects pieces; inline text is buffered until the line ends.

    The walk uses its own stack of open elements rather than recursion, so trees of any depth can be read.
    """

    def __init__(self, landmarks: Landmarks, style: Style) -> None:
        self.pieces: list[Piece] = []
        self._style = style
        self._landmarks = landmarks
        self._tables: list[Table] = []  # open tables, innermost last
        self._texts: list[str] = []  # of the current line
        self._mark: Mark | None = None  # shared by all of them
        self._lines: list[tuple[str, Mark]] = []  # of the current block, before the last `<br>`
        self._level = 1  # of the last heading
        self._is_new_item = False

    def read(self, body: LexborNode) -> list[Piece]:
        """Return the pieces of a page in reading order."""
        context = _AROUND if self._landmarks.mains else _CONTENT
        opened: list[tuple[LexborNode, str | None, Context]] = []  # with the context around each element
        node = body.first_child
        while node is not None or opened:
            if node is None:
                node, kind, outside = opened.pop()
                if kind not in _IN_LINE:
                    self._end_block(context)
                    if kind == "table" and self._tables:
                        self._leave_table_part(node.tag)
                context = outside
            else:
                kind = _KINDS.get(node.tag or "")
                if kind == "text":
                    self._add(node.text_content or "", context.mark)
                elif kind != "comment":
                    inside = context if kind is None and context is not _AROUND else self._enter(node, kind, context)
                    if inside is not None and (kind is not None or node.first_child is not None):
                        opened.append((node, kind, context))
                        node, context = node.first_child, inside
                        continue
            node = node.next
        self._end_block(context)
        return self.pieces

    def _add(self, text: str, mark: Mark) -> None:
        if text.isspace():
            if self._texts:
                self._texts.append(" ")
            return
        self._texts.append(text)
        if self._mark is None:
            self._mark = mark
        elif mark is not self._mark and mark != self._mark:
            self._mark = Mark(mark.href if mark.href == self._mark.href else None, mark.is_bold and self._mark.is_bold)

    def _enter(self, node: LexborNode, kind: str | None, context: Context) -> Context | None:
        """Enter an element and return the context inside it; ``None`` if its children are to be skipped."""
        if context is _AROUND:
            return self._enter_around(node)
        if kind == "link":
            return Context(context.role, context.level, Mark(node.attributes.get("href"), context.mark.is_bold))
        if kind == "bold":
            return Context(context.role, context.level, Mark(context.mark.href, True))
        if kind == "break":
            self._break_line(context)
            return None
        self._end_block(context)
        if kind == "box":
            return self._enter_box(node, context)
        if kind == "named":
            return self._enter_named(node, node.tag or "", context)
        if kind == "table":
            return self._enter_table_part(node.tag, context)
        if kind == "pre":
            for line in node.text().split("\n"):
                self._add(line, context.mark)
                self._break_line(context)
            self._end_block(context)
            return None
        return context

    def _enter_around(self, node: LexborNode) -> Context | None:
        """Enter an element outside the main content: an ancestor of it, or chrome, which is read at once."""
        self._end_block(_AROUND)
        if node.mem_id in self._landmarks.mains:
            return _CONTENT
        if node.mem_id in self._landmarks.spine:
            return _AROUND
        self._read_chrome(node, "footer" if self._landmarks.role(node) == "footer" else "chrome")
        return None

    def _enter_box(self, node: LexborNode, context: Context) -> Context | None:
        role = self._landmarks.role(node)
        if role in _HEADINGS:
            return self._enter_named(node, role, context)
        if role in ("chrome", "footer"):
            self._read_chrome(node, role)
        return None if role else context

    def _enter_named(self, node: LexborNode, tag: str, context: Context) -> Context | None:
        """Enter an element that gives its text a role."""
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
        elif role != "heading":  # an accordion header that is not already inside a heading
            if tag == "button" and not {"aria-controls", "aria-expanded"} & node.attributes.keys():
                self._read_chrome(node, "chrome")
                return None
            role, level = "heading", self._level + 1
        return Context(role, level, mark)

    def _enter_table_part(self, tag: str | None, context: Context) -> Context:
        if tag == "table":
            self._tables.append(Table(len(self.pieces)))
            return Context("paragraph", None, context.mark)
        if not self._tables:
            return context
        if tag == "tr":
            self._tables[-1].rows.append([])
            return context
        self._tables[-1].cell_start = len(self.pieces)
        return Context("cell", None, context.mark)

    def _leave_table_part(self, tag: str | None) -> None:
        table = self._tables[-1]
        if tag == "table":
            inside = self.pieces[table.start :]
            if is_data(inside, table):
                self.pieces[table.start :] = merge_rows(self.pieces, table)
            else:
                self.pieces[table.start :] = [
                    self._make_piece("paragraph", None, piece.text, piece.mark) if piece.role == "cell" else piece
                    for piece in inside
                ]
            self._tables.pop()
        elif tag != "tr" and table.rows:
            table.rows[-1].append(slice(table.cell_start, len(self.pieces)))
            table.has_header = table.has_header or tag == "th"

    def _read_chrome(self, node: LexborNode, role: str) -> None:
        """Read a boilerplate element as one piece, one line per block; stamps become separate pieces."""
        for inline in node.css(_INLINE):
            if inline.mem_id != node.mem_id:
                inline.unwrap()
        node.merge_text_nodes()
        texts = " ".join(node.text(separator=" \0 ").split()).split("\0")
        lines = [line for text in texts if (line := text.strip())]
        has_digits = [*(_DIGITS.search(line) is not None for line in lines), False]  # or the line after a label
        stamps = [self._read_stamp(line) if any(has_digits[n : n + 2]) else None for n, line in enumerate(lines)]
        for stamp, group in groupby(zip(stamps, lines, strict=True), key=itemgetter(0)):
            self.pieces.append(Piece(role, None, "\n".join(line for _, line in group), PLAIN, stamp))

    def _break_line(self, context: Context) -> None:
        if context.role == "heading":  # a title may contain a line break
            self._texts.append(" ")
        else:
            self._end_line()

    def _end_line(self) -> None:
        self._lines.append((" ".join("".join(self._texts).split()), self._mark or PLAIN))
        self._texts, self._mark = [], None

    def _end_block(self, context: Context) -> None:
        """Join lines separated by `<br>`, except at blank lines, at stamps, and where the link or weight changes."""
        if not self._texts and not self._lines:
            return
        self._end_line()
        lines, self._lines = self._lines, []
        role, level = context.role, context.level
        if len(lines) == 1:
            text, mark = lines[0]
            if text:
                self.pieces.append(self._make_piece(role, level, text, mark))
            return
        for (is_apart, mark), group in groupby(lines, key=lambda line: (self._is_apart(line[0]), line[1])):
            texts = [text for text, _ in group if text]
            for text in texts if is_apart else ["\n".join(texts)]:
                self.pieces.append(self._make_piece(role, level, text, mark))

    def _is_apart(self, line: str) -> bool:
        return not line or self._read_stamp(line) is not None

    def _make_piece(self, role: str, level: int | None, text: str, mark: Mark) -> Piece:
        if role == "bullet" and not self._is_new_item:
            role, level = "paragraph", None
        self._is_new_item = False
        if len(text) <= MAX_LENGTH and role != "cell" and not mark.href and (role, level) != ("heading", 1):
            stamp = self._read_stamp(text, may_be_byline=role != "heading")
            if stamp:
                return Piece("stamp", None, text, mark, stamp)
        if mark.is_bold and role == "paragraph" and is_heading_like(text):
            role, level = "heading", self._level + 1
        return Piece(role, level, text, mark)

    def _read_stamp(self, line: str, *, may_be_byline: bool = True) -> StampLine | None:
        if len(line) > MAX_LENGTH:
            return None
        stamp = read_line(line, self._style) or (read_byline(line, self._style) if may_be_byline else None)
        return stamp._replace(is_apart=True) if stamp else None

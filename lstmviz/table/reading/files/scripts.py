"""Which encoding makes words of bytes: judged by the letters that result, not by statistics alone.

A wrong encoding decodes to letters of several scripts in one word, capitals within words, signs
that no header holds, or letters of the right script that its languages hardly use.
"""

import re
from dataclasses import dataclass
from string import ascii_uppercase

OFTEN = {
    "latin": "",
    "cyrillic": "оеаинтсрвлкмдпуяьгзбыч",
    "greek": "αοιετνσηρπκμλυςίόάέύήώγ",
    "hebrew": "יוהלאתרמבשנ",
    "arabic": "اليمنرتوبةسدعفهكحق",
    "thai": "านรอกเงมยลวดทสตะปบคห่้ัีิุู",
    "hangul": "기온도일시지점명강수량풍속습압최고저평균년월시간합계대전력측정소미세먼농값"
    "번호데이터가격"
    "매출동구서울부산인천광주경남북원제주면적증감률현상태전체구분자수요공급발사용금액종류이름"
    "주소한국단위상하위치거래",
    "japanese": "年月日時分秒気温最高低平均降水量風速湿度圧日照間雪合計電力需要実績太陽光発火"
    "原子地熱"
    "値単位番号名前県市東京大阪売上価格数人口車両千円点観測所地域エリアリの・ータ供給予想使用率"
    "開始終了値出来高差株場所件累積品質情報均質向現象向風力抑制揚連系線",
    "chinese": "日期时间年月温度湿最高低平均气压风速降水量天晴阴雨多云空质指数级城市站点名称编号"
    "电力负荷"
    "功率价格开盘收成交额涨跌幅数据值单位地区人口总计类型状态用户流向浓能见小大量统率的",
    "taiwan": "日期時間年月溫度濕最高低平均氣壓風速降水量測站名稱編號電力負載價格開盤收成交股數"
    "金額漲跌"
    "筆差證券代號個各資訊說明單位地區人口總計縣市區臺北中南",
}
"""The letters that a script's headers and labels hold most."""
INSIDE = "“”„…‘«»‰™®©§¼½¾"
"""Signs that never stand between two letters of a word."""
SIGNS = "°²³µμ·±×÷€£¥%‰№–—−“”„’‘«»…™®©§½¼¾¹º′″"
SIGNS += "℃㎥㎍㎡㎏㎜㎞∙•→←↑↓～〜、。，：；（）［］【】「」『』〔〕・‐ー％℉Ω"
"""Signs that stand among names and values, in whichever encoding."""
ENCODINGS = (
    ("cp1252", "Windows-1252", "latin"),
    ("cp1250", "Windows-1250", "latin"),
    ("cp1254", "Windows-1254", "latin"),
    ("mac_roman", "Mac Roman", "latin"),
    ("cp850", "DOS 850", "latin"),
    ("cp1251", "Windows-1251", "cyrillic"),
    ("koi8_r", "KOI8-R", "cyrillic"),
    ("cp866", "DOS 866", "cyrillic"),
    ("cp1253", "Windows-1253", "greek"),
    ("cp1255", "Windows-1255", "hebrew"),
    ("cp1256", "Windows-1256", "arabic"),
    ("cp874", "Windows-874", "thai"),
    ("cp932", "Shift-JIS", "japanese"),
    ("euc_jp", "EUC-JP", "japanese"),
    ("gb18030", "GB18030", "chinese"),
    ("cp950", "Big5", "taiwan"),
    ("cp949", "EUC-KR", "hangul"),
)
"""Codec → what it is called → the script that it is for."""
RANGES = (
    ("latin", "\u00c0-\u024f\u1e00-\u1eff"),
    ("cyrillic", "\u0400-\u04ff"),
    ("greek", "\u0370-\u03ff"),
    ("hebrew", "\u0590-\u05ff"),
    ("arabic", "\u0600-\u06ff"),
    ("thai", "\u0e00-\u0e7f"),
    ("hangul", "\uac00-\ud7a3"),
    ("kana", "\u3041-\u30fa\uff66-\uff9f"),
    ("han", "\u4e00-\u9fff"),
)
OF_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in RANGES}
HOLDS = {"japanese": ("kana", "han"), "chinese": ("han",), "taiwan": ("han",)}
"""The letters of the scripts that have other ones than those they are named by."""
HALF = re.compile("[\uff66-\uff9f]")
"""Kana of half the width, which any byte from 0xA6 on is under Shift-JIS."""
WIDE = ("japanese", "chinese", "taiwan", "hangul")
"""Scripts without capitals, whose letters take two bytes."""
GLUED = re.compile(r"[^\x00-\x7f][a-z]{2}")
"""Small letters behind another, as in a word of another encoding; a unit stands in front."""
WORD = re.compile(rf"[^\W\d_{SIGNS}]+")
LATIN_LANGUAGES = {
    "cp1252": "äöüßéèêëàâçñíóúáãõôîïûåæøœÄÖÜÉÅØÆÑÇ",
    "cp1250": "ěščřžýáíéúůóąćęłńśźżőűăâîșťďňŁŚŻČŠŘŽ",
    "cp1254": "ışğçöüİŞĞÇÖÜâ",
    "mac_roman": "äöüßéèêëàâçñíóúáãõôîïûåæø",
    "cp850": "äöüßéèêëàâçñíóúáãõôîïûåæø",
}
"""The letters beyond ASCII that the languages of an encoding use."""
LEAST = {
    "koi8_r": 0.02,
    "cp866": 0.02,
    "mac_roman": 0.15,
    "cp850": 0.15,
    "cp1254": 0.02,
    "cp1250": 0.06,
    "cp874": 0.06,
}
"""By how much a rare encoding must be better than the usual one."""
WHOLE = 3
"""Letters of a word that is all accents, from which it is no word of a Latin script."""


@dataclass(frozen=True)
class Reading:
    """Bytes read under one encoding.

    Args:
        codec: Python's name of the encoding.
        called: its usual name.
        text: what it makes of the bytes.
        score: 1 where all letters are usual ones, 0 or less where they make no words.
    """

    codec: str
    called: str
    text: str
    score: float


def readings_of(some: bytes) -> list[Reading]:
    """Read bytes that are not ASCII under all encodings that have them, the best first.

    Args:
        some: whole lines, each with a byte beyond ASCII.
    """
    found = []
    for codec, called, script in ENCODINGS:
        try:
            text = some.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _score(text, script, codec) - LEAST.get(codec, 0.0)
        found.append(Reading(codec, called, text, score))
    return sorted(found, key=lambda reading: -reading.score)


def _score(text: str, script: str, codec: str) -> float:
    """Tell how much of a text beyond ASCII is what a script's headers hold."""
    often = LATIN_LANGUAGES.get(codec) or OFTEN[script]
    own = [OF_SCRIPT[name] for name in HOLDS.get(script, (script,))]
    total = good = 0.0
    for word in WORD.findall(text):
        letters = [c for c in word if not c.isascii()]
        if not letters:
            continue
        if HALF.search(word) and len(letters) < max(2, len(word)):
            letters = [c for c in letters if not HALF.match(c)]  # ｵg is µg
            total, good = total + 1, good - 1.0
        ours = sum(any(pattern.match(c) for pattern in own) for c in letters)
        usual = sum(c.lower() in often or c in often for c in letters)
        if script == "japanese":
            kana = sum(map(bool, map(OF_SCRIPT["kana"].match, letters)))
            usual = max(usual, kana - 0.2 * sum(map(bool, map(HALF.match, letters))))
        if script not in WIDE and len(word) == 1:
            usual = 0  # (€) is no word of one letter
        total += len(letters)
        good += 0.4 * ours + 0.6 * usual - 1.5 * (len(letters) - ours)
        if script not in WIDE and not _cased(word):
            good -= len(letters)
        if script == "latin" and len(letters) >= WHOLE and len(letters) == len(word):
            good -= 2 * len(letters)
        if script not in ("latin", *WIDE) and len(letters) < len(word):
            good -= len(letters)  # letters of two scripts in one word
        if script in WIDE and GLUED.search(word):
            good -= 2 * len(letters)
    marks = re.compile("|".join(pattern.pattern for pattern in own))
    for before, c, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if c.isascii() or (WORD.match(c) and c not in SIGNS):
            continue
        within = c in INSIDE and before.isalpha() and after.isalpha()
        within |= bool(marks.match(c)) and (before + after).strip().isascii()  # Průměr as Thai
        fits = c in SIGNS or c.isspace() or "\uff01" <= c <= "\uff5e" or marks.match(c)
        total, good = total + 1, good + (0.9 if fits and not within else -1.0)
    return good / max(total, 1.0)


def _cased(word: str) -> bool:
    """Tell whether a word is in small letters, in capitals, or has some in front, as HWähr."""
    rest = word[1:].lstrip(ascii_uppercase)
    return word == word.upper() or rest == rest.lower()

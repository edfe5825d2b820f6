"""Which language a text is in: whole sentences, neighbours that stay undecided, and texts as they come."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from importlib.resources import files
from time import perf_counter
from typing import Any

import pytest

import tewn.extractors
from tewn.extractors import identify as module
from tewn.extractors.identify import LanguageIdentifier

ZWNJ = "\u200c"

SENTENCES = {
    "ckb": """
        وەزیری دەرەوەی نەرویج دوێنێ گەیشتە هەولێر.
        سوپای وڵاتەکە هێرشی کردە سەر دوو گوندی سنووری.
        پەرلەمان یاسای نوێی کرێچیانی پەسەند کرد.
        مامۆستایان لە بەردەم پارێزگا گرد بوونەوە و داوای مووچەکانیان کرد.
        بەرپرسێکی شارەوانی ڕایگەیاند، پڕۆژەی ئاوەکە تەواو بووە.
        هەر دوو لا لەسەر ئاگربەستێکی سێ ڕۆژە ڕێک کەوتن.
        پۆلیس چوار گومانلێکراوی دەستگیر کرد.
        لە تەقینەوەیەکدا پێنج کەس بریندار بوون.
        ئەگەر باران نەبارێت، جووتیاران زیانێکی زۆریان پێ دەگات.
        سەرۆکی حزبەکە وتی: ئێمە بەشداری لە هەڵبژاردندا ناکەین.
        خەڵکی گەڕەکەکە چاوەڕێی کارەبا دەکەن.
        نرخی نان لە بازاڕەکانی سلێمانی گران بووە.
        نێردەکەی نەتەوە یەکگرتووەکان سەردانی کەمپی ئاوارەکان دەکات.
    """,
    "kmr": """
        Wezîrê derve yê Norwêcê duh gihîşt Hewlêrê.
        Artêşê êrîşî du gundên ser sînor kir.
        Parlamentoyê qanûneke nû ji bo kirêdaran pejirand.
        Mamoste li ber parêzgehê kom bûn û mûçeyên xwe xwestin.
        Herdu alî li ser agirbesteke sê rojan li hev kirin.
        Polîsan çar gumanbar girtin.
        Di teqînekê de pênc kes birîndar bûn.
        Eger baran nebare, cotkar dê gelek zirarê bibînin.
        Serokê partiyê got ku ew beşdarî hilbijartinê nabin.
        Xelkê taxê li benda kehrebeyê ye.
        Nirxê nan li bazarên bajêr zêde bûye.
        Şandeke navneteweyî dê serdana kampa penaberan bike.
        Piştî civînê tu daxuyanî nehat dayîn.
    """,
    "ar": """
        وصل وزير خارجية النرويج أمس إلى أربيل.
        هاجم الجيش قريتين على الحدود الشمالية.
        أقر البرلمان قانونا جديدا للمستأجرين.
        تجمع المعلمون أمام مبنى المحافظة وطالبوا برواتبهم.
        اتفق الطرفان على هدنة تستمر ثلاثة أيام.
        اعتقلت الشرطة أربعة مشتبه بهم.
        أصيب خمسة أشخاص في انفجار وسط المدينة.
        إذا لم تهطل الأمطار فإن المزارعين سوف يخسرون كثيرا.
        قال رئيس الحزب إنه لن يشارك في الانتخابات.
        ينتظر سكان الحي عودة الكهرباء منذ يومين.
        ارتفع سعر الخبز في أسواق المدينة.
        يزور مبعوث الأمم المتحدة مخيم اللاجئين.
        ولم يصدر أي بيان بعد الاجتماع.
    """,
    "fa": f"""
        وزیر خارجه نروژ دیروز وارد اربیل شد.
        ارتش به دو روستای مرزی حمله کرد.
        مجلس قانون تازه{ZWNJ}ای را برای مستأجران تصویب کرد.
        معلمان در برابر استانداری جمع شدند و حقوق خود را خواستند.
        دو طرف بر سر آتش{ZWNJ}بس سه روزه به توافق رسیدند.
        پلیس چهار مظنون را بازداشت کرد.
        در انفجار دیروز پنج نفر زخمی شدند.
        اگر باران نبارد کشاورزان زیان زیادی می{ZWNJ}بینند.
        رئیس حزب گفت که در انتخابات شرکت نمی{ZWNJ}کند.
        مردم این محله هنوز منتظر برق هستند.
        قیمت نان در بازارهای شهر بالا رفته است.
        فرستاده سازمان ملل از اردوگاه آوارگان دیدن می{ZWNJ}کند.
        پس از نشست هیچ بیانیه{ZWNJ}ای منتشر نشد.
    """,
    "tr": """
        Norveç Dışişleri Bakanı dün Erbil'e geldi.
        Ordu sınırdaki iki köye saldırdı.
        Meclis, kiracılar için yeni bir yasayı kabul etti.
        Öğretmenler valiliğin önünde toplandı ve maaşlarını istedi.
        Taraflar üç günlük ateşkes konusunda anlaştı.
        Polis dört şüpheliyi gözaltına aldı.
        Patlamada beş kişi yaralandı.
        Yağmur yağmazsa çiftçiler büyük zarar görecek.
        Parti başkanı seçimlere katılmayacaklarını söyledi.
        Mahalle sakinleri iki gündür elektrik bekliyor.
        Şehrin pazarlarında ekmek fiyatı yükseldi.
        Birleşmiş Milletler temsilcisi mülteci kampını ziyaret ediyor.
        Toplantının ardından hiçbir açıklama yapılmadı.
    """,
    "en": """
        The Norwegian foreign minister arrived in Erbil yesterday.
        The army attacked two villages on the border.
        Parliament passed a new law to protect tenants.
        Teachers gathered outside the governor's office and demanded their salaries.
        Both sides agreed on a truce of three days.
        Police arrested four suspects.
        Five people were wounded in an explosion.
        If it does not rain, farmers will lose most of their crops.
        The party's leader said he would not take part in the election.
        People in the district have been waiting for electricity.
        The price of bread has gone up in the city's markets.
        An envoy of the United Nations is visiting the refugee camp.
        No statement was made after the meeting.
    """,
}

UNDECIDED = {
    "Badini": """
        وەزیرێ دەرڤە یێ نەرویجێ دوهی گەهشتە هەولێرێ.
        لەشکری هێرش کرە سەر دوو گوندێن ل سەر سنووری.
        پەرلەمانی یاسایەکا نوو بۆ کرێداران پەسەند کر.
        مامۆستا ل بەر پارێزگەهێ کوم بوون و داخوازا مووچەیێن خۆ کر.
        پۆلیسان چار گومانلێکری گرتن و بۆ دادگەهێ هنارتن.
        د پەقینەکێ دا پێنج کەس بریندار بوون.
        ئەگەر باران نەبارێت دێ جوتیار زیانەکا مەزن بینن.
        سەرۆکێ پارتێ گۆت ئەم پشکداریێ د هەلبژارتنان دا ناکەین.
        خەلکێ تاخی ژ دوهی وەرە چاڤەرێی کارەبێ یە.
        بهایێ نانی ل بازارێن باژێری زێدە بوویە.
        ئەڤ پرۆژەیە دێ ل هەیڤا بهێت ب دوماهی هێت.
        پشتی کۆمبوونێ چو داخویانی نەهاتنە دان.
        مە نەڤێت ئەڤ چەندە جارەکا دی دووبارە ببیت.
    """,
    "Hawrami": """
        جە یاگێ وێمانەنە فرە چێو هەن پەی واتەی.
        ئیمساڵ واران فرە کەم بییەن و زەرەرێوەی فرەش دا.
        ئارۆ ژەنێ دەگاکەی چەنی مامۆستای لوێ پەی شاری.
        پەی چێشی مەکەرۆ ئی کارێ؟
        ئانە پێسەو وێش واتەن جە دماو نیشتەی.
    """,
    "Southern Kurdish": """
        ئمڕوو لە ناو شار فرە سەرد بۊ ک کەس نەهاتۊد.
        مناڵەیل وەگەرد باوگیان چین ئەڕا ئاوایی.
        ئیە وە خوەی وت ک هۊچ نیەزانێد.
        پیاگەگان ئەڕا کارکردن چینەسە کرماشان.
        یەێ ڕووژ خاس وەل دووسەیلم دیرم.
    """,
    "others": """
        Der Minister ist gestern mit einer Delegation in die Stadt gekommen.
        Le ministre est arrivé hier dans la capitale avec une délégation.
        El ministro llegó ayer a la capital con una delegación del partido.
        Il ministro è arrivato ieri nella capitale con una delegazione.
        De minister is gisteren met een delegatie in de stad aangekomen.
        Ministern kom till staden i går och han har inte sagt något.
        Menteri itu tiba di ibu kota kemarin dengan sebuah delegasi.
        Nazir dünən nümayəndə heyəti ilə paytaxta gəldi və görüş keçirdi.
        Ma vizêr şî suke û merdimanê xo dîy, la kesî çîyê nêva.
        Emro le bazaŕekanî şarda xełkêkî zor ko bûnewe.
        وزیر کل شہر میں آئے تھے اور انہوں نے کچھ نہیں کہا۔
        وزير پرون ښار ته راغی او خبرې يې ونه کړې.
        مىنىستىر تۈنۈگۈن شەھەرگە كەلدى ۋە ھېچنېمە دېمىدى.
        Министр вчера прибыл в столицу.
        Ο υπουργός έφτασε χθες στην πρωτεύουσα.
        部长昨天抵达首都。
    """,
}


def lines(groups: dict[str, str]) -> list[tuple[str, str]]:
    """Return the lines of all groups, each with the name of its group."""
    return [(name, line.strip()) for name, text in groups.items() for line in text.strip().splitlines()]


def language_of(text: str) -> str | None:
    return module.identify(text).language


@pytest.fixture(scope="module")
def identify() -> LanguageIdentifier:
    """An identifier of the tests' own."""
    return LanguageIdentifier()


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    """The languages of the data file by code."""
    text = (files(tewn.extractors) / "identification.toml").read_text(encoding="utf-8")
    return {row["code"]: row for row in tomllib.loads(text)["language"]}


@pytest.mark.parametrize(("language", "sentence"), lines(SENTENCES))
def test_a_whole_sentence_is_identified(language: str, sentence: str) -> None:
    assert language_of(sentence) == language


@pytest.mark.parametrize(("name", "sentence"), lines(UNDECIDED))
def test_a_sentence_in_another_variety_is_undecided(name: str, sentence: str) -> None:
    assert language_of(sentence) is None


@pytest.mark.parametrize("text", ["", "   \n", "2024", "١٢/٣/٢٠٢٤", "12.5 % – 30", "…!?", "\u200c\u200f", "🙂🙂"])
def test_a_text_without_words_is_undecided(identify: LanguageIdentifier, text: str) -> None:
    found = identify(text)
    assert (found.language, found.words, found.reason) == (None, 0, "no words")


@pytest.mark.parametrize("text", ["Erbil", "هەولێر", "BBC", "Barzani, Talabani", "Ankara – Bağdat", "محمد حسن"])
def test_names_alone_are_undecided(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("ckb", "کوشتنی دوو پۆلیس لە کەرکووک"),
        ("ckb", "ترامپ هەڕەشە لە ئێران دەکات"),
        ("kmr", "Li Amedê du kes hatin girtin"),
        ("ar", "مقتل شرطيين في كركوك"),
        ("fa", "کشته شدن دو پلیس در کرکوک"),
        ("tr", "Kerkük'te iki polis öldürüldü"),
        ("en", "Two killed in Kirkuk shooting"),
    ],
)
def test_a_short_headline_is_identified(language: str, headline: str) -> None:
    assert language_of(headline) == language


OLD_SPELLINGS = {
    "heh with non-joiner": {"ە": f"ه{ZWNJ}"},
    "heh with non-joiner, Arabic letters": {"ە": f"ه{ZWNJ}", "ی": "ي", "ک": "ك"},
    "heh alone": {"ە": "ه"},
    "Arabic letters": {"ی": "ى", "ک": "ك"},
    "no small v": {"ڕ": "ر", "ڵ": "ل"},
    "heh doachashmee": {"ه": "ھ"},
}


@pytest.mark.parametrize("spelling", OLD_SPELLINGS)
def test_central_kurdish_is_identified_in_older_spellings(spelling: str) -> None:
    table = str.maketrans(OLD_SPELLINGS[spelling])
    text = " ".join(line for name, line in lines(SENTENCES) if name == "ckb")
    assert language_of(text.translate(table)) == "ckb"


@pytest.mark.parametrize("marks", [("ی", "ي"), (ZWNJ, ""), (ZWNJ, " ")])
def test_persian_is_identified_without_its_own_characters(marks: tuple[str, str]) -> None:
    for name, line in lines(SENTENCES):
        if name == "fa":
            assert language_of(line.replace(*marks)) == "fa", line


@pytest.mark.parametrize("language", ["kmr", "tr", "en"])
def test_capitals_do_not_matter(language: str) -> None:
    for name, line in lines(SENTENCES):
        if name == language:
            assert language_of(line.upper()) == language, line


@pytest.mark.parametrize(
    "text",
    [
        "وەزیری ناوخۆ Michael Smith دوێنێ گەیشتە هەولێر و لەگەڵ نوێنەری United Nations کۆ بووەوە.",
        'ڕۆژنامەی "The New York Times" ئەم هەواڵەی بڵاو کردەوە و وتی ژمارەی قوربانیان زیاتر دەبێت.',
        "عبد الرحمن المصطفى و حسن العلوي لە بەغدا لەگەڵ سەرۆکی حکومەت کۆ بوونەوە.",
        "لە تویتەر نووسی: «نحن معكم»، بەڵام دواتر پەیامەکەی سڕییەوە و هیچی نەوت.",
        "\u202bڕێککەوتنەکە لە 12/5/2024 واژۆ کرا\u202c (Reuters).",
    ],
)
def test_quoted_names_in_another_language_do_not_matter(text: str) -> None:
    assert language_of(text) == "ckb"


def test_a_text_half_in_one_language_and_half_in_another_is_undecided(identify: LanguageIdentifier) -> None:
    text = "پۆلیس چوار گومانلێکراوی لە شارەکە دەستگیر کرد. The police arrested four suspects in town."
    assert identify(text).language is None
    assert identify(text).reason.startswith("between ")


def test_markup_and_addresses_are_not_read(identify: LanguageIdentifier) -> None:
    text = (
        "<html><head><style>p { the: of and }</style><script>if (a < b) { the(of, and) }</script></head>"
        "<body class='the of and'><!-- the story of the day --><p>پۆلیس چوار&nbsp;گومانلێکراوی "
        "<b lang='en'>دەستگیر</b> کرد.</p> https://www.example.org/the/news/of/the/day editor@example.org"
        "</body></html>"
    )
    found = identify(text)
    assert (found.language, found.words) == ("ckb", 5)


def test_letters_written_as_character_references_are_read() -> None:
    text = "".join(f"&#{ord(char)};" for char in "پۆلیس چوار گومانلێکراوی لە شارەکە دەستگیر کرد.")
    assert language_of(text) == "ckb"


def test_unclosed_markup_ends_with_the_text() -> None:
    assert language_of("Two people were killed in the city. <script>var x = 'le la les des';") == "en"
    assert language_of("He said that 5 < 6 and that the sum was right.") == "en"


def test_decomposed_letters_and_presentation_forms_are_read() -> None:
    assert language_of(unicodedata.normalize("NFD", "Polîsan li bajêr çar gumanbar girtin.")) == "kmr"
    assert language_of("\ufed3\ufef2 \ufeeb\ufeac\ufe8d \ufe8d\ufedf\ufef4\ufeee\ufee1 من على") == "ar"


def test_a_very_long_text_is_sampled(identify: LanguageIdentifier) -> None:
    text = " ".join(line for name, line in lines(SENTENCES) if name == "ckb") * 2_000
    start = perf_counter()
    found = identify(text)
    assert found.language == "ckb"
    assert found.words < 2_000
    assert perf_counter() - start < 1


@pytest.mark.parametrize("text", ["<" * 100_000, "<script" * 30_000, "<!--" * 50_000, "a@" * 50_000, "ه" * 300_000])
def test_hostile_texts_take_no_long(identify: LanguageIdentifier, text: str) -> None:
    start = perf_counter()
    assert identify(text).language is None
    assert perf_counter() - start < 2


def test_scores_and_votes_say_why(identify: LanguageIdentifier) -> None:
    found = identify("The army attacked two villages on the border.")
    assert found.reason == "nearest to en"
    assert found.scores[0][0] == "en"
    assert list(found.scores) == sorted(found.scores, key=lambda row: -row[1])
    assert dict(identify.votes("یێن"))["kmr-arab"] > dict(identify.votes("یێن")).get("ckb", 0)
    assert dict(identify.votes("لەگەڵ")).keys() == {"ckb", "ar", "fa"}


def test_the_same_text_gives_the_same_answer(identify: LanguageIdentifier) -> None:
    text = "وەزیری دەرەوەی نەرویج دوێنێ گەیشتە هەولێر."
    assert identify(text) == identify(text) == LanguageIdentifier()(text)


def test_supported_languages(identify: LanguageIdentifier) -> None:
    assert set(identify.languages) == {"ckb", "kmr", "ar", "fa", "tr", "en"}


def test_no_word_is_listed_twice(rows: dict[str, dict[str, Any]]) -> None:
    for code, row in rows.items():
        for name in ("words", "beginnings", "endings", "letters", "alphabet"):
            twice = [part for part, count in Counter(row.get(name, "").split()).items() if count > 1]
            assert not twice, (code, name)


def test_neighbours_list_only_what_is_their_own(rows: dict[str, dict[str, Any]]) -> None:
    for code, row in rows.items():
        if "neighbour_of" in row:
            supported = rows[row["neighbour_of"]]
            assert supported["supported"], code
            for name in ("words", "endings"):
                assert not set(row.get(name, "").split()) & set(supported.get(name, "").split()), (code, name)


def test_words_are_written_in_the_alphabet(rows: dict[str, dict[str, Any]]) -> None:
    """A word with a letter that its own language does not write would never be found."""
    for code, row in rows.items():
        if "alphabet" in row:
            words = row["words"].translate(str.maketrans("يىك", "ییک"))
            letters = set("".join(words.split()))
            assert letters <= set(row["alphabet"]), (code, letters - set(row["alphabet"]))

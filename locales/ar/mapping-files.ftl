# ملفات ربط الإشارات: سبب رفض الملف أو صف منه.
csv-column-twice = العمود { $column } مكرر.
csv-column-twice-remedy = أبق أحدهما واحذف الآخر.
csv-too-many-rows = في الملف أكثر من { $most } صف.
csv-too-many-rows-remedy = قسّمه، واحذف الصفوف التي ليست روابط إشارات.
csv-encoding = ترميز الملف ليس UTF-8 ولا UTF-16.
csv-encoding-remedy = اختر «CSV UTF-8» عند الحفظ من Excel، أو احفظه مصنف عمل (XLSX).
xlsx-unreadable = مصنف العمل تالف أو ليس من Excel.
xlsx-unreadable-remedy = افتحه في Excel واحفظه من جديد بصيغة XLSX ثم انسخه إلى هنا مرة أخرى.
xlsx-too-large = مصنف العمل كبير جدا، أو يتضخم بلا حد عند فك ضغطه.
xlsx-too-large-remedy = انسخ ورقة الروابط إلى مصنف جديد بلا صور ولا صفوف فارغة منسّقة.
xlsx-old-or-encrypted = المصنف محمي بكلمة مرور، أو من الصيغة القديمة XLS.
xlsx-old-or-encrypted-remedy = احفظه بصيغة XLSX دون كلمة مرور.
xlsx-no-sheet = لا توجد ورقة فيها صف عناوين الروابط. الأوراق: { $sheets }.
xlsx-no-sheet-remedy = صدّر الروابط مرة إلى Excel واملأ تلك الورقة، ويجب أن يكون صف العناوين في صفوفها الأولى.
xlsx-cell-error = خلية العمود { $column } فيها خطأ من Excel.
xlsx-cell-error-remedy = صحّح الصيغة، أو اكتب القيمة نفسها.
xlsx-cell-date = حوّل Excel خلية العمود { $column } إلى تاريخ، وضاع ما كُتب فيها.
xlsx-cell-date-remedy = اجعل تنسيق العمود نصا ثم اكتب القيمة من جديد.
xlsx-cell-not-calculated = الصيغة في العمود { $column } ليست لها قيمة.
xlsx-cell-not-calculated-remedy = افتح الملف في Excel ليحسبها ثم احفظه، أو اكتب القيمة نفسها.
xlsx-cell-merged = تمتد خلايا مدمجة إلى هذا الصف.
xlsx-cell-merged-remedy = ألغ الدمج واملأ كل خلية على حدة.
xlsx-too-many-rows = عدد الروابط أكبر من عدد صفوف ورقة Excel.
xlsx-too-many-rows-remedy = صدّر التكاملات واحدا واحدا، أو بصيغة CSV.
xlsx-text-too-long = أحد الوسوم أطول مما تتسع له خلية Excel.
xlsx-text-too-long-remedy = صدّر بصيغة CSV.
file-malformed = لم يصل الملف كاملا.
file-malformed-remedy = اختره من جديد.
import-without-file = لا يوجد ما يُستورد.
import-without-file-remedy = اختر ملفا، أو ألصق الصفوف.

# القواعد والاقتراحات والفروع الكاملة.
rule-pattern-malformed = النمط ليس تعبيرا نمطيا صحيحا.
rule-pattern-malformed-remedy = راجع الأقواس والتكرارات. تُكتب المجموعات هكذا (?<asset>…)، ولا يُدعم النظر الأمامي أو الخلفي ولا الإحالة إلى مجموعة سابقة.
rule-too-long = النص في الحقل { $field } طويل جدا.
rule-too-long-remedy = لا تتجاوز 1000 محرف.
rule-asset-ambiguous = عدة مواقع فيها أصل باسم { $value }.
rule-asset-ambiguous-remedy = اختر الأصل في الصف نفسه.
subtree-cursor-malformed = لا يُعرف أين توقف الجمع.
subtree-cursor-malformed-remedy = ابدأ من العقدة من جديد.
suggest-asset-named = يرد { $asset } في الوسم
suggest-name-alike = الاسم يشبه { $metric }
suggest-instrument = ‏{ $letters } تعني { $metric } ‏(ISA-5.1)
suggest-unit-same = الوحدة نفسها، { $unit }
suggest-unit-converts = تُحوَّل { $from } إلى { $to }
suggest-new-metric = مقياس جديد { $metric }

# لم يعد المصدر كما رُبط.
drift-found = { $count ->
    [zero] الوسوم المربوطة كلها ({ $checked }) كما رُبطت.
    [one] وسم واحد من { $checked } لم يعد كما رُبط. راجع ربط الإشارات، المطابقة مع المصدر.
    [two] وسمان من { $checked } لم يعودا كما رُبطا. راجع ربط الإشارات، المطابقة مع المصدر.
    [few] { $count } وسوم من { $checked } لم تعد كما رُبطت. راجع ربط الإشارات، المطابقة مع المصدر.
    [many] { $count } وسما من { $checked } لم تعد كما رُبطت. راجع ربط الإشارات، المطابقة مع المصدر.
   *[other] { $count } وسم من { $checked } لم تعد كما رُبطت. راجع ربط الإشارات، المطابقة مع المصدر.
  }

# تشغيل النماذج في الخلفية: المقترحات والإعدادات الجاهزة والأرقام، وسبب الرفض.
run-not-running = هذا التشغيل انتهى بالفعل.
run-not-running-remedy = اطّلع على ما توصل إليه.
run-interrupted = أُغلق التطبيق أثناء هذا التشغيل.
run-interrupted-remedy = شغّله مرة أخرى.
run-cancelled-before-its-turn = أُوقف التشغيل وهو ينتظر دوره.
run-cancelled-before-its-turn-remedy = شغّله مرة أخرى.
run-is-kept = هذا التشغيل جار أو مقفل أو اتُّخذ قرار في مقترحاته.
run-is-kept-remedy = انتظر نهايته أو ألغ قفله. ما تقرر منه يبقى محفوظًا.
proposals-ids-or-all = تُقبل المقترحات إما بمعرّفاتها أو جميع مقترحات التشغيل.
proposals-ids-or-all-remedy = حدّد أحدهما.
proposals-no-horizon = الأفق بالأيام خاص بقبول جميع مقترحات كلفة التأجيل.
proposals-no-horizon-remedy = احذفه، وحدّد المقترحات أو اقبلها جميعًا.
proposal-of-another-run = هذا المقترح من تشغيل آخر.
proposal-of-another-run-remedy = افتح تشغيله واقبله هناك.
proposal-order-moved-on = أمر العمل { $number } بدأ أو انتهى أو أُلغي بعد إعداد الخطة.
proposal-order-moved-on-remedy = أعد تشغيل الخطة.
proposal-engineer-gone = المهندس { $engineer } لم يعد يعمل هنا أو أصبح غير نشط.
proposal-engineer-gone-remedy = أعد تشغيل الخطة.
proposal-runs-to-failure = هذا الأصل يُشغَّل حتى العطل: لا عمل يُطلب.
proposal-runs-to-failure-remedy = إن أردت تجديده مع ذلك فأدخل أمر عمل بنفسك.
proposal-order-changed = تغيّر أمر العمل { $number } بعد إعداد الخطة.
proposal-order-changed-remedy = أعد تشغيل الخطة: فقد تغيّرت ساعاته أو مهاراته أو أيامه.
proposal-overlaps = لدى { $engineer } أمر العمل { $other } في { $day } في الوقت الذي تعطيه هذه الخطة لأمر العمل { $number }.
proposal-overlaps-remedy = اقبل الاثنين من خطة واحدة، أو أعد فتح الأمر الآخر، أو أعد تشغيل الخطة.
proposal-decided-already = سبق اتخاذ قرار في هذا المقترح.
proposal-decided-already-remedy = حدّث الخطة؛ يمكن سحب القرار ما لم يبدأ العمل.
proposal-day-is-over = تعطيه الخطة موعدًا في { $day }، وقد انقضى.
proposal-day-is-over-remedy = أعد تشغيل الخطة.
run-first-day-out-of-range = لا يمكن أن تبدأ الخطة في { $day }: تبدأ من { $from } إلى { $until }.
run-first-day-out-of-range-remedy = اختر يومًا أول آخر، أو اتركه فارغًا ليكون غدًا.
field-effort = مدة البحث
field-days = الأيام
field-default-hours = الساعات حيث لم تُذكر
field-speed-kmh = السرعة، كم/س
field-detour = الطريق مقابل الخط المستقيم
field-place-minutes = أقل الدقائق بين المواقع
field-fairness = تسوية الأحمال ضمن
field-late-day = يوم تأخير
field-waiting-day = يوم انتظار
field-travel-hour = ساعة على الطريق
field-travel-km = كيلومتر على الطريق
field-unassigned = أمر لم يُنفذ
field-periods = الفترات
field-period-days = أيام كل فترة
field-scenarios = السيناريوهات
field-given-scenarios = السيناريوهات المعطاة
field-quantile = بداية الذيل
field-tail-share = وزن الذيل
field-budget = الميزانية
field-crew-share = نسبة ساعات المناوبة
field-windows = وقت العمل
field-exclusions = لا تحت الصيانة معًا
field-locks = القرارات المثبتة
field-crews = ساعات التخصصات
field-horizons = الآفاق
withdraw-nothing-decided = لم يتخذ أحد قرارًا في هذا المقترح، أو سُحب القرار من قبل.
withdraw-nothing-decided-remedy = حدّث القائمة وانظر ما تقوله الآن.
withdraw-order-begun = بدأ العمل في أمر العمل { $number } أو اكتمل، فالقرار قائم.
withdraw-order-begun-remedy = إن كان يجب إيقاف العمل فألغ أمر العمل نفسه واذكر السبب.
withdraw-scheduled-anew = جُدول أمر العمل { $number } من جديد بعد ذلك، ولم يعد هذا القرار يحدد من ينفذه ومتى.
withdraw-scheduled-anew-remedy = اسحب قرار التشغيل الذي جدوله آخر مرة.
withdraw-order-why = أُلغي لأن القرار سُحب: { $reason }
work-split-begun = بدأ العمل في أمر العمل { $number } أو انتهى، فلا يُقسّم.
work-split-begun-remedy = أدخل أمر عمل آخر لما بقي من العمل.
work-split-no-hours = أمر العمل { $number } لا يذكر ساعاته، أو ساعاته أقل من نصف ساعة.
work-split-no-hours-remedy = أدخل ساعاته أولا.
compare-other-model = لا تُقارن إلا تشغيلات النموذج نفسه.
compare-other-model-remedy = اختر من تشغيلين إلى أربعة من النوع نفسه.
export-no-table = لا توجد لهذا التشغيل خطة تُصدَّر.
export-no-table-remedy = صدّر تشغيلا من أحد النماذج الأربعة.

dispatch-nobody = لا يوجد مهندس نشط في هذه المواقع.
dispatch-nobody-remedy = أدخل المهندسين بمهاراتهم ومناوباتهم، أو اختر مواقع أخرى.
dispatch-no-orders = لا توجد أوامر عمل مفتوحة لتخطيطها في هذه المواقع.
dispatch-no-orders-remedy = اقبل توصيات أو أدخل أوامر عمل، أو اختر مواقع أخرى.
dispatch-site-without-coordinates = لا يمكن حساب الطرق: لا توجد إحداثيات لهذه المواقع: { $sites }.
dispatch-site-without-coordinates-remedy = أدخل خط العرض وخط الطول للمواقع.
dispatch-lock-impossible = القرار المثبّت رقم { $row } يسمّي مهندسًا أو أمر عمل خارج الخطة، أو يومًا خارجها.
dispatch-lock-impossible-remedy = ألغ تثبيت هذا القرار، أو وسّع الخطة.
dispatch-too-long = عدد ساعات العمل { NUMBER($hours, maximumFractionDigits: 1) }، وساعات أطول مناوبة في هذه الخطة { NUMBER($longest, maximumFractionDigits: 1) }.
dispatch-remedy-split = قسّمه من صفحته إلى { $parts } أجزاء يتبع بعضها بعضًا، لكل جزء يومه.
dispatch-not-released = لا يجوز أن يبدأ قبل { $day }، أي بعد نهاية الخطة.
dispatch-remedy-longer-plan = خطّط لعدد أكبر من الأيام.
dispatch-assumed-hours = أوامر عمل بلا ساعات مقدّرة خُطّطت ساعات كل منها بـ { $hours }: { $count }.
dispatch-assumed-needs = أوامر عمل لم يُذكر ما تحتاجه أُسندت إلى تخصص معداتها: { $count }.
dispatch-same-engineer-gone = أوامر نفّذ جزءها السابق مهندس ليس في هذه الخطة أُسندت إلى من تناسبه: { $count }.
dispatch-booked = أوامر عمل مقبولة خارج هذه الخطة تشغل مهندسيها: { $count }. خُطّط من كل مناوبة كهذه أطول جزء فارغ.
dispatch-kept-elsewhere = مجدول مع { $engineer } في { $day }، وهو من خارج مواقع هذه الخطة. يبقى كما هو.
dispatch-kept-elsewhere-remedy = أضف موقع المهندس، أو خطّط الأوامر المجدولة من جديد.
dispatch-kept-gone = مجدول مع { $engineer } في { $day }، وهو لم يعد يعمل هنا.
dispatch-kept-gone-remedy = خطّط الأوامر المجدولة من جديد، أو أعد فتح أمر العمل.
dispatch-action = { $engineer } في { $day } الساعة { $start }
dispatch-why-locked = هذا قرارك.
dispatch-why-only-one = لا أحد غيره في الخطة يملك هذه المهارات بهذا المستوى.
dispatch-why-same-engineer = ينفّذه مهندس واحد مع أمر العمل { $order }: هكذا طلبت.
dispatch-why-same-engineer-before = ينفّذه من نفّذ الجزء السابق له: هكذا طلبت.
dispatch-why-one-of = عدد من يملكون هذه المهارات { $count }؛ وهذا أقلهم كلفة مع بقية الخطة.
dispatch-why-late = بعد موعد استحقاقه بـ { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  }: كل ما قبله مشغول بأعمال أكثر إلحاحًا.
dispatch-why-after-due = بعد موعد استحقاقه بـ { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  }.
dispatch-why-first-chance = بعد موعد استحقاقه بـ { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  }: لا أحد ممن يستطيعون إنجازه يعمل قبل ذلك في هذه الخطة.
dispatch-why-in-time = { $days ->
    [0] في موعد استحقاقه.
    [one] قبل موعد استحقاقه بيوم واحد.
    [two] قبل موعد استحقاقه بيومين.
    [few] قبل موعد استحقاقه بـ { $days } أيام.
    [many] قبل موعد استحقاقه بـ { $days } يومًا.
   *[other] قبل موعد استحقاقه بـ { $days } يوم.
  }
dispatch-why-assumed = لم يذكر أحد ما يحتاجه: اعتُمد تخصص المعدة.

production-risk-no-model = لا يوجد أصل له سجل يكفي لتقدير نموذج أعطال.
production-risk-no-model-remedy = سجّل أعطال الأصول وعمراتها بتواريخها.
production-risk-excluded-unknown = أحد الاستبعادات يسمّي أصلا خارج الخطة.
production-risk-excluded-unknown-remedy = اختر أصولا من هذه المواقع لها نموذج أعطال.
production-risk-lock-unknown = القرار المثبّت رقم { $row } يسمّي أصلا خارج الخطة.
production-risk-lock-unknown-remedy = ألغ تثبيت هذا القرار أو اختر موقعه؛ ولا يُخطَّط أصل بلا نموذج أعطال.
production-risk-window-unknown = وقت العمل رقم { $row } يسمّي أصلا خارج الخطة.
production-risk-window-unknown-remedy = أزله أو اختر موقعه؛ ولا يُخطَّط أصل بلا نموذج أعطال.
risk-scenario-column-missing = العمود { $column } غير موجود.
risk-scenario-column-missing-remedy = الأعمدة هي scenario وsite وasset وfrom وuntil وloss وprobability؛ ويلزم منها scenario وasset وfrom.
risk-scenario-name-wrong = السيناريو بلا اسم أو اسمه أطول من 100 حرف.
risk-scenario-name-wrong-remedy = املأ العمود scenario.
risk-scenario-day-wrong = { $field } ليس يومًا.
risk-scenario-day-wrong-remedy = اكتب الأيام هكذا: 2027-03-01.
risk-scenario-until-before-from = اليوم الأخير قبل اليوم الأول.
risk-scenario-until-before-from-remedy = صحّح أحدهما، أو اترك until فارغًا ليوم واحد.
risk-scenario-loss-or-probability = يذكر الصف إما خسارة وإما احتمالا.
risk-scenario-loss-or-probability-remedy = املأ أحدهما واترك الآخر فارغًا.
risk-scenario-number-wrong = { $field } ليس رقمًا من 0 إلى { $most }.
risk-scenario-number-wrong-remedy = اكتب الرقم دون عملة أو علامة نسبة؛ فاحتمال 30 ٪ يُكتب 0.3.
risk-scenario-overlaps = صف آخر لهذا السيناريو والأصل يبدأ في { $day } ويشترك معه في بعض الأيام.
risk-scenario-overlaps-remedy = اجعل أيام أحدهما تنتهي قبل بداية الآخر.
risk-scenario-unknown = لا يوجد سيناريو باسم { $scenario }.
risk-scenario-unknown-remedy = استورده، أو استبعده.
risk-scenario-loss-beyond = السيناريو { $scenario }: لا يمكن أن تتجاوز خسارة { $asset } في الأيام بدءًا من { $day } مبلغ { NUMBER($most, maximumFractionDigits: 0) } { $currency }.
risk-scenario-loss-beyond-remedy = أعطه أيامًا أكثر أو خسارة أقل، أو ارفع كلفة توقف فئة الأصل.
risk-action = التجديد بين { $from } و{ $until }
risk-why-saves = يخفّض الخطر الموزون بمقدار { NUMBER($saving, maximumFractionDigits: 0) } { $currency } مقابل ساعات توقف مخططة عددها { NUMBER($hours, maximumFractionDigits: 1) }.
risk-why-fails = إن تُرك تعطّل ضمن الخطة في { $fails } من السيناريوهات البالغ عددها { $scenarios }.
risk-why-kept = أنت قررت فترته.
risk-why-required = أنت طلبت تنفيذه.
risk-limit-crew = ساعات التخصص
risk-limit-budget = الميزانية
risk-limit-in-work = المعدات المتوازية تحت الصيانة معًا

deferral-action-now = جدّد الآن
deferral-action-wait = { $days ->
    [one] جدّد بعد يوم واحد
    [two] جدّد بعد يومين
    [few] جدّد بعد { $days } أيام
    [many] جدّد بعد { $days } يومًا
   *[other] جدّد بعد { $days } يوم
  }
deferral-action-run = شغّل حتى العطل

preset-dispatch-balanced = متوازن
preset-dispatch-balanced-about = التأخير والانتظار والتنقل بكلفتها المعتادة.
preset-dispatch-due-dates = مواعيد الاستحقاق أولا
preset-dispatch-due-dates-about = يُحسب يوم التأخير أربع مرات.
preset-dispatch-travel = تنقل أقل
preset-dispatch-travel-about = تُحسب ساعة الطريق أربع مرات: زيارات أقل للمواقع وعمل أكثر في كل زيارة.
preset-dispatch-fair = توزيع متكافئ
preset-dispatch-fair-about = بكلفة لا تزيد على 1 ٪ فوق أفضل خطة، ليخف الحمل عن الأكثر انشغالا.
preset-dispatch-quick = سريع
preset-dispatch-quick-about = بحث لمدة ثانيتين.
preset-dispatch-repeatable = قابل للتكرار
preset-dispatch-repeatable-about = عدد جولات بدل الثواني: المدخلات نفسها تعطي الخطة نفسها كل مرة.
preset-risk-balanced = متوازن
preset-risk-balanced-about = اثنا عشر أسبوعًا، ويُحسب الذيل بحسب تقبّل المخاطر في نموذج التكلفة.
preset-risk-bad-years = ضد الحالات السيئة
preset-risk-bad-years-about = أسوأ 5 ٪ من الحالات تُحسب بثلاثة أرباع.
preset-risk-mean = المتوسط فقط
preset-risk-mean-about = ما يُفقد في المتوسط مهما كانت الحالات السيئة.
preset-risk-year = سنة
preset-risk-year-about = اثنتا عشرة فترة كل منها ثلاثون يومًا.
preset-risk-repeatable = قابل للتكرار
preset-risk-repeatable-about = عدد جولات بدل الثواني: المدخلات نفسها تعطي الخطة نفسها كل مرة.
preset-deferral-year = حتى سنة
preset-deferral-year-about = 7 و30 و90 و180 و365 يومًا.
preset-deferral-two-years = حتى سنتين
preset-deferral-two-years-about = 30 و90 و180 و365 و730 يومًا.

compare-left-out = خارج الخطة
compare-not-in-input = لم يكن معروفًا في التشغيل { $run }.
compare-locked = كان مثبّتًا في التشغيل { $run }.
compare-parameters = إعدادات مختلفة: { $names }.
compare-input = تغيّرت بيانات المنشأة بين التشغيلين.
compare-search = المدخلات والإعدادات نفسها: انتهى البحثان إلى خطتين مختلفتين.
compare-input-added = يعرف التشغيل { $run } عددًا إضافيًا عن سابقه: { $count }.
compare-input-gone = لم يعد التشغيل { $run } يعرف من سابقه: { $count }.
compare-cost-model = إصدارات مختلفة من نموذج التكلفة: { $versions }.
compare-input-values = الأوامر والأصول نفسها، مع ساعات أو مواعيد أو مناوبات أو أرقام مختلفة.
compare-input-parameters = المعاملات المختلفة جزء منها، وفيما يلي ما قرره كل تشغيل.
compare-places-let-go = مراتب التشغيل الذي بدأ في { $at } لم تعد محفوظة: لا تُحفظ إلا لأحدث 20 تشغيلا وللمقفلة.
compare-places-let-go-remedy = قارن تشغيلات أحدث. وأقفل ما تريد الاحتفاظ به.
compare-place-immediate = المرتبة { $rank } · { NUMBER($priority, maximumFractionDigits: 1) } · فوري
compare-place-seven-days = المرتبة { $rank } · { NUMBER($priority, maximumFractionDigits: 1) } · خلال 7 أيام
compare-place-monitor = المرتبة { $rank } · { NUMBER($priority, maximumFractionDigits: 1) } · مراقبة
compare-health = التشغيل { $run }: الصحة { NUMBER($to, maximumFractionDigits: 1) } بدل { NUMBER($from, maximumFractionDigits: 1) }.
compare-probability = التشغيل { $run }: احتمال العطل { NUMBER($to, maximumFractionDigits: 1) } ٪ بدل { NUMBER($from, maximumFractionDigits: 1) } ٪.
compare-weight = التشغيل { $run }: وزن حرجيته { NUMBER($to, maximumFractionDigits: 2) } بدل { NUMBER($from, maximumFractionDigits: 2) }.
compare-thresholds = التشغيل { $run }: الأرقام نفسها مع حدود استعجال مختلفة في نموذج التكلفة.
compare-others-moved = التشغيل { $run }: أرقامه لم تتغير، وتقدّمت عليه أصول أخرى أو تأخرت.

figure-objective = كلفة الخطة أو خطرها
figure-bound = لا توجد خطة أقل من
figure-gap = الفجوة
figure-planned = المخطط
figure-left-out = خارج الخطة
figure-seconds = ثواني البحث
figure-cost-late = التأخير
figure-cost-waiting = الانتظار
figure-cost-travel = التنقل
figure-cost-unassigned = غير المنفذ
figure-late-orders = أوامر متأخرة
figure-travel-hours = ساعات الطريق
figure-greatest-hours = ساعات الأكثر انشغالا
figure-current-risk = الخطر دون أي إجراء
figure-risk-mean = متوسط خطر الخطة
figure-risk-tail = الذيل فوق المتوسط
figure-risk-reduction = تخفيض الخطر
figure-work-cost = كلفة الأعمال
figure-hours-out = ساعات التوقف المخططة
figure-act-now = التجديد الآن
figure-waiting-saves = ما يوفّره الانتظار
figure-ranked = الأصول المرتّبة
figure-without-score = بلا تقييم
figure-immediate = صيانة فورية
figure-seven-days = خلال 7 أيام
figure-monitor = للمراقبة
figure-ranking-seconds = الثواني

export-day = اليوم
export-engineer-code = رقم المهندس
export-engineer = المهندس
export-start = البداية
export-end = النهاية
export-order = أمر العمل
export-title = العنوان
export-asset = الأصل
export-name = الاسم
export-site = الموقع
export-priority = الأولوية
export-hours = الساعات
export-due = الاستحقاق
export-why = السبب
export-from = من
export-until = إلى
export-cost = الكلفة
export-saves = يوفّر
export-rank = المرتبة
export-age = العمر (يوم)
export-age-since = بداية حساب العمر
export-age-from = يُحسب العمر من
export-best-age = أفضل عمر (يوم)
export-cheapest = اليوم الأقل كلفة
export-action = الإجراء
export-net-cost = صافي الكلفة بعد عدد من الأيام: { $days }
export-criticality = الحرجية
export-priority-score = درجة الأولوية
export-health = الصحة
export-probability = احتمال العطل
export-weight = وزن الحرجية
export-health-term = حصة الصحة
export-probability-term = حصة الاحتمال
export-criticality-term = حصة الحرجية
export-decision = القرار

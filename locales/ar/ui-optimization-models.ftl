# خطط النماذج: تكلفة الانتظار لجميع الأصول، مخاطر الإنتاج، توزيع القوى العاملة.

ui-deferral-fleet-cell = في كل خانة: صافي التكلفة مقابل التجديد الآن ({ $currency })، وتحته احتمال العطل قبل ذلك.
ui-deferral-fleet-age = العمر / الأفضل (يوم)
ui-deferral-fleet-saves = يوفر { $amount }
ui-deferral-fleet-least = الأرخص بين الآفاق الخمسة
ui-deferral-fleet-none = لا أصل له نموذج أعطال
ui-deferral-fleet-none-why = سجّل الأعطال والاستبدالات في صفحات الأصول؛ وما ينقص كلا منها مبين أدناه.
ui-deferral-fleet-none-match = لا أصل يطابق البحث
ui-deferral-fleet-details = سبب هذا اليوم
ui-deferral-fleet-own-lives = نموذج الأعطال من أعمار هذا الأصل نفسه.
ui-deferral-fleet-family-lives = نموذج الأعطال من أعمار أصول فئته.
ui-deferral-fleet-curve = المنحنى مع نطاقه
ui-deferral-fleet-horizon = الأفق { $number } بالأيام

ui-risk-by-period = المخاطر حسب الفترة، قبل الخطة وبعدها
ui-risk-chart = المخاطر حسب الفترة. المرجح: { $before } إن لم يُفعل شيء، و{ $after } مع الخطة.
ui-risk-axis = الخسائر، { $currency }
ui-risk-before = إن لم يُفعل شيء
ui-risk-after = مع الخطة
ui-risk-legend-before-mean = المتوسط إن لم يُفعل شيء
ui-risk-legend-before-tail = الذيل فوقه
ui-risk-legend-after-mean = المتوسط مع الخطة
ui-risk-legend-after-tail = الذيل فوقه
ui-risk-current = المخاطر إن لم يُفعل شيء
ui-risk-optimized = المخاطر مع الخطة
ui-risk-reduction = خفض المخاطر
ui-risk-mean = المتوسط
ui-risk-tail-short = الذيل
ui-risk-work-cost = تكلفة الأعمال
ui-risk-work-of = { $count ->
    [one] عمل واحد
    [two] عملان
    [few] { $count } أعمال
    [many] { $count } عملا
   *[other] { $count } عمل
  } · { $hours } من ساعات التوقف المخططة
ui-risk-mean-rises = يرتفع المتوسط بمقدار { $more }: ساعات التوقف المخططة مؤكدة. وفي المقابل تخسر الحالات السيئة أقل بمقدار { $less }. خفض وزن الذيل يقلّل الأعمال.
ui-risk-weighed-why = المرجح: { $mean } من المتوسط و{ $tail } من الذيل، وهو متوسط الزيادة في السيناريوهات التي تتجاوز { $quantile }. وساعات التوقف المخططة تُحسب خسائر في فترتها.
ui-risk-in-hours = { $amount } س
ui-risk-schedule = الأعمال المختارة حسب الفترة
ui-risk-schedule-none = لم يُختر أي عمل
ui-risk-schedule-none-why = السبب لكل أصل مبين أدناه.
ui-risk-period = الفترة
ui-risk-hours-out = ساعات التوقف
ui-risk-cost = التكلفة
ui-risk-saves = يوفر
ui-risk-keep = تثبيت للتشغيل التالي
ui-risk-keep-of = تثبيت { $asset } للتشغيل التالي
ui-risk-keep-free = غير مثبت
ui-risk-keep-not = لا يُنفذ
ui-risk-binding = الحدود التي تقيّد الخطة
ui-risk-binding-none = لا حد يقيّد هذه الخطة.
ui-risk-limit = الحد
ui-risk-used = المستخدم
ui-risk-available = المتاح
ui-risk-worth = قيمة ما ينقص على الأقل
ui-risk-step = بزيادة { $amount }
ui-risk-worth-unknown = لم يبق لها وقت
ui-risk-given = سيناريوهات معطاة
ui-risk-given-why = إلى جانب المسحوبة عشوائيًا، وكل منها يُحسب سيناريو واحدًا.
ui-risk-given-import = استيراد سيناريوهات
ui-risk-given-import-problems = المشكلات
ui-risk-given-title = السيناريوهات المعطاة
ui-risk-given-about = جدول فيه صف لكل سيناريو وأصل وأيام: الخسارة إذا تُرك الأصل، أو احتمال عطله. الأعمدة: scenario وsite وasset وfrom وuntil وloss وprobability.
ui-risk-given-none = لم يُستورد شيء بعد.
ui-risk-given-line = عدد الصفوف { $lines } · عدد الأصول { $assets }
ui-risk-given-remove-title = حذف السيناريو
ui-risk-given-remove = لن يمكن اختياره لتشغيلات جديدة، وتحتفظ التشغيلات التي استخدمته بما رأته.
ui-risk-scenarios-used = { $given ->
    [0] سيناريوهات مسحوبة: { $drawn }.
   *[other] سيناريوهات مسحوبة: { $drawn }، ومعطاة: { $given } ({ $names }).
  }
ui-risk-given-elsewhere = صفوف لأصول أو أيام خارج هذه الخطة: { $count }.
ui-risk-scenario = السيناريو
ui-risk-given-import-apply = { $count ->
    [zero] لا صفوف للحفظ
    [one] حفظ صف واحد
    [two] حفظ صفين
    [few] حفظ { $count } صفوف
    [many] حفظ { $count } صفًا
   *[other] حفظ { $count } صف
  }
ui-risk-given-import-apply-without = { $count ->
    [zero] لا صفوف للحفظ
    [one] حفظ صف واحد دون المرفوض ({ $refused })
    [two] حفظ صفين دون المرفوض ({ $refused })
    [few] حفظ { $count } صفوف دون المرفوض ({ $refused })
    [many] حفظ { $count } صفًا دون المرفوض ({ $refused })
   *[other] حفظ { $count } صف دون المرفوض ({ $refused })
  }
ui-risk-given-import-done = الجديد: { $created }، المتغيّر: { $updated }.
ui-action-import-risk-scenarios = استورد سيناريوهات خطر
ui-action-delete-risk-scenario = حذف سيناريو خطر
ui-risk-whole-plan = الخطة كلها
ui-risk-not-done = ما لم يُختر، مع السبب
ui-risk-periods = عدد الفترات
ui-risk-period-days = أيام كل فترة
ui-risk-bad-cases = الحالات السيئة
ui-risk-scenarios = عدد السيناريوهات
ui-risk-quantile = بداية الذيل، %
ui-risk-tail = الذيل هو
ui-risk-tail-tail-mean-excess = متوسط ما فوق المئين
ui-risk-tail-quantile-excess = المئين نفسه
ui-risk-tail-share = وزن الذيل، %
ui-risk-tail-share-why = فارغ: حسب تقبل المخاطر في نموذج التكلفة.
ui-risk-limits = الحدود
ui-risk-budget = الميزانية
ui-risk-budget-why = فارغ: دون حد.
ui-risk-crew-share = نسبة ساعات المناوبة، %
ui-risk-crew-share-why = من كل تخصص، للأعمال المخططة.
ui-risk-crews = ساعات التخصصات
ui-risk-crews-why = فارغ: حسب المناوبات. وإلا فساعات كل فترة: رقم واحد لجميع الفترات، أو أرقام بعددها ({ $count }) بينها مسافات.
ui-risk-crews-wrong = رقم واحد، أو أرقام بينها مسافات بعدد الفترات: { $count }.
ui-risk-windows = وقت العمل
ui-risk-windows-why = الفترات التي يجوز أن يبدأ فيها العمل على أصل، وهل هو إلزامي.
ui-risk-window-add = أضف أصلا
ui-risk-window-earliest = من الفترة
ui-risk-window-latest = حتى الفترة
ui-risk-window-required = إلزامي
ui-risk-exclusions = لا تحت الصيانة معًا
ui-risk-exclusions-why = أصلان يجب أن يعمل أحدهما ما دام الآخر متوقفًا.
ui-risk-exclusion-first = أحد الأصلين
ui-risk-exclusion-second = الأصل الآخر
ui-risk-exclusion-periods = في الفترات
ui-risk-exclusion-always = دائمًا
ui-risk-periods-wrong = فترات من 1 إلى { $most } بينها مسافات.
ui-risk-remove = إزالة
ui-risk-keep-ordered = أبق التجديدات المقبولة في فتراتها
ui-risk-keep-ordered-why = وإلا خُطّطت من جديد التجديدات المقبولة التي لم تُنجز.

ui-dispatch-engineer = المهندس
ui-dispatch-day = اليوم
ui-dispatch-days = عدد الأيام
ui-dispatch-days-why = من 1 إلى 31
ui-dispatch-include-scheduled = إعادة تخطيط الأوامر المجدولة
ui-dispatch-include-scheduled-why = وإلا يبقى ما قُبل سابقًا كما هو.
ui-dispatch-rates = التكاليف
ui-dispatch-rate-lateDay = يوم تأخير
ui-dispatch-rate-waitingDay = يوم انتظار
ui-dispatch-rate-travelHour = ساعة على الطريق
ui-dispatch-rate-travelKm = كيلومتر على الطريق
ui-dispatch-own-rates = أسعار لهذا التشغيل وحده
ui-dispatch-own-rates-why = عند الإيقاف تُعتمد أسعار نموذج التكلفة ({ $version }).
ui-dispatch-rates-of-model = أسعار نموذج التكلفة: { $version }
ui-dispatch-rates-own = أسعار أُعطيت لهذا التشغيل وحده
ui-dispatch-rate-unassigned = أمر لم يُنفذ
ui-dispatch-fairness = توازن الأحمال ضمن، %
ui-dispatch-fairness-why = زيادة في التكلفة لا تتجاوز ذلك. فارغ: غير مطلوب.
ui-dispatch-ways = العمل والطرق
ui-dispatch-default-hours = الساعات حيث لم تُذكر
ui-dispatch-speed = السرعة، كم/س
ui-dispatch-detour = نسبة الطريق إلى الخط المستقيم
ui-dispatch-place-minutes = أقل دقائق بين موقعين
ui-dispatch-planned = الأوامر المخططة
ui-dispatch-unassigned = المتروكة
ui-dispatch-late = المتأخرة
ui-dispatch-cost-late = التأخير
ui-dispatch-cost-waiting = الانتظار
ui-dispatch-cost-travel = التنقل
ui-dispatch-cost-unassigned = ما لم يُنفذ
ui-dispatch-fairness-got = ساعات الأكثر حملا
ui-dispatch-fairness-before = كانت { $before } س
ui-dispatch-gantt = الخطة حسب المهندس
ui-dispatch-show-day = عرض اليوم
ui-dispatch-all-days = كل الأيام
ui-dispatch-show-way = عرض الطريق على الخريطة
ui-dispatch-load = { $hours } من { $shift } س
ui-dispatch-block = { $number } { $title }، { $asset }. { $engineer }، { $day }، { $time }. { $state }
ui-dispatch-moved = نُقل، والوقت بعد التشغيل التالي
ui-dispatch-is-late = بعد موعد استحقاقه
ui-dispatch-locked = مثبت
ui-dispatch-free = غير مثبت
ui-dispatch-depot = توقف عند مستودع { $site }، { $time }
ui-dispatch-hint = اسحب أمرًا إلى مهندس أو يوم آخر، أو اضغط Shift مع سهم؛ المفتاح L يثبته أو يحرره، وEnter يفتحه. ثم أعد تخطيط الباقي.
ui-dispatch-hint-read = المفتاح Enter يفتح الأمر.
ui-dispatch-tray = المتروك مع السبب
ui-dispatch-tray-empty = لكل أمر موضعه.
ui-dispatch-tray-more = عرض المزيد ({ $shown } من { $total })
ui-dispatch-due = يستحق { $day }
ui-dispatch-no-due = دون موعد استحقاق
ui-dispatch-map = المواقع والطرق
ui-dispatch-map-of = طرق المهندس
ui-dispatch-map-all = طرق جميع المهندسين
ui-dispatch-map-label = خريطة المواقع حسب إحداثياتها، وعددها { $sites }
ui-dispatch-map-legend = الدوائر: المواقع وعدد أوامرها. الخطوط: الطرق بين المواقع، وللمقر حافة سميكة. الشمال إلى الأعلى.
ui-dispatch-map-no-ways = الدوائر: المواقع وعدد أوامرها. الجميع يعمل في مقره فلا طرق. الشمال إلى الأعلى.
ui-dispatch-map-nowhere = دون إحداثيات:
ui-dispatch-details = الأمر في الخطة
ui-dispatch-plan-of-it = المخطط
ui-dispatch-travel-before = { $minutes ->
    [zero] لا تنقل قبله.
    [one] دقيقة واحدة على الطريق قبله.
    [two] دقيقتان على الطريق قبله.
    [few] { $minutes } دقائق على الطريق قبله.
    [many] { $minutes } دقيقة على الطريق قبله.
   *[other] { $minutes } دقيقة على الطريق قبله.
  }
ui-dispatch-fetched = تُجلب الأدوات أو القطع من المستودع قبله.
ui-dispatch-why-left-out = سبب تركه
ui-dispatch-needs = ما يحتاجه
ui-dispatch-needs-none = لا مهارة خاصة.
ui-dispatch-needs-assumed = لم يذكر أحد ذلك: اعتُمد تخصص المعدة.
ui-dispatch-skill-level = { $skill }، المستوى { $level }
ui-dispatch-keep = تثبيت للتشغيل التالي
ui-dispatch-keep-why = يبقي التشغيل التالي هذا المهندس وهذا اليوم ويخطط الباقي حوله.
ui-dispatch-keep-here = تثبيت هنا
ui-dispatch-release = تحرير

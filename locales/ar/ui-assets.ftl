# الأصول: الشجرة والقائمة وصفحة الأصل ومنحنياته.
assets-title = الأصول
assets-one = أصل
assets-tree = المحطة
assets-tree-error = تعذّر التحميل. اضغط للمحاولة من جديد.
assets-tree-empty = لا شيء تحته
assets-search = الوسم أو الاسم
assets-filter-clear = إزالة عوامل التصفية
assets-add = إضافة أصل
assets-edit = تعديل الأصل
assets-site-add = إضافة موقع
assets-site-edit = تعديل الموقع
assets-site-edit-code = تعديل الموقع { $code }
assets-site-delete = حذف الموقع
assets-site-delete-title = حذف الموقع { $code }؟
assets-site-delete-effect = يُحذف الموقع نهائيًا. ولا يُحذف إلا موقع بلا أصول.
assets-site-deleted = حُذف الموقع { $code }.
assets-site-saved = حُفظ الموقع { $code }.
assets-saved = حُفظ الأصل { $tag }.
assets-none-found = لا أصل يطابق ذلك
assets-none-found-why = غيّر نص البحث أو أزل أحد عوامل التصفية.
assets-empty-site = لا مواقع بعد
assets-empty-site-why = الموقع محطة أو منشأة لها منطقتها الزمنية، وكل أصل يتبع موقعًا.
assets-empty-asset = لا أصول بعد
assets-empty-asset-why = الأصل معدة من معدات المحطة: مضخة أو ضاغط أو محول. وإلى مقاييسه تُربط الإشارات.

assets-field-tagCode = الوسم
assets-field-tagCode-help = وسم المحطة كما في مخطط P&ID: ‏P-101A. لا يتكرر في الموقع.
assets-field-name = الاسم
assets-field-site = الموقع
assets-field-site-help = حيث يوجد الأصل
assets-field-family = الفئة
assets-field-criticality = الأهمية
assets-field-parent = جزء من
assets-field-parent-none = قائم بذاته
assets-field-status = الحالة
assets-field-installedOn = تاريخ التركيب
assets-name-en = الاسم بالإنجليزية
assets-name-ar = الاسم بالعربية
assets-site-code = رمز الموقع
assets-site-code-help = قصير: RTP
assets-site-zone = المنطقة الزمنية
assets-site-zone-help = بها تُعرض منحنيات الموقع وأوقاته
assets-latitude = خط العرض بالدرجات
assets-longitude = خط الطول بالدرجات
assets-needed = هذا الحقل مطلوب.
assets-name-needed = أدخل الاسم بإحدى اللغتين على الأقل، فيُستخدم عندئذ لكلتيهما.
assets-degrees-wrong = رقم من ‎−{ $most }‎ إلى { $most }.
assets-degrees-both = أدخل القيمتين معًا أو اتركهما معًا.
assets-day-wrong = تاريخ بصيغة سنة-شهر-يوم: ‎2026-11-22‎.
assets-parent-self = لا يكون الأصل جزءًا من نفسه.

assets-tab-overview = نظرة عامة
assets-tab-trends = المنحنيات
assets-tab-scores = التقييمات
assets-tab-orders = أوامر العمل
assets-about = بيانات الأصل
assets-children = مكوناته

assets-health = الصحة
assets-probability = احتمال العطل
assets-probability-short = احتمال العطل
assets-probability-horizon = { $days ->
    [zero] احتمال العطل خلال { $days } يوم
    [one] احتمال العطل خلال يوم واحد
    [two] احتمال العطل خلال يومين
    [few] احتمال العطل خلال { $days } أيام
    [many] احتمال العطل خلال { $days } يومًا
   *[other] احتمال العطل خلال { $days } يوم
  }
assets-life = العمر المتبقي
assets-life-days = { $days ->
    [zero] أقل من يوم
    [one] نحو يوم واحد
    [two] نحو يومين
    [few] نحو { $days } أيام
    [many] نحو { $days } يومًا
   *[other] نحو { $days } يوم
  }
assets-life-unknown = لا اتجاه يدل عليه
assets-data-quality = البيانات المستخدمة
assets-score = التقييم
assets-score-insufficient = لا تكفي البيانات للتقييم
assets-score-none-yet = لم يُقيَّم هذا الأصل بعد، وسيُقيَّم متى وصلت قراءات مقاييسه.
assets-why = الأسباب
assets-no-factors = لا شيء خارج المعتاد.
assets-factors-sum = مجموع نقاطها { $points }، وهو ما ينقص عن { 100 }.
assets-factors-more = { $count ->
    [zero] ولا أسباب أخرى
    [one] وسبب آخر أصغر في التقييمات
    [two] وسببان آخران أصغر في التقييمات
    [few] و{ $count } أسباب أصغر في التقييمات
    [many] و{ $count } سببًا أصغر في التقييمات
   *[other] و{ $count } سبب أصغر في التقييمات
  }
assets-factor-deviation = بُعد عن المعتاد
assets-factor-limit = حد
assets-factor-trend = اتجاه
assets-method-robust-deviation-v1 = السلوك المعتاد المتعلَّم والحدود والاتجاه
assets-score-history = الصحة عبر الزمن
assets-score-history-none = لا تقييمات في هذه المدة
assets-score-history-none-why = اختر مدة أطول أو انتظر التقييم التالي.
assets-score-history-label = الصحة عبر الزمن، وآخرها { $health }
assets-score-history-count = { $count ->
    [zero] لا تقييمات.
    [one] تقييم واحد. الخطان المتقطعان حدّا النطاقات: متدهورة دون { 40 } ومتوسطة دون { 70 }.
    [two] تقييمان. الخطان المتقطعان حدّا النطاقات: متدهورة دون { 40 } ومتوسطة دون { 70 }.
    [few] { $shown } تقييمات. الخطان المتقطعان حدّا النطاقات: متدهورة دون { 40 } ومتوسطة دون { 70 }.
    [many] { $shown } تقييمًا. الخطان المتقطعان حدّا النطاقات: متدهورة دون { 40 } ومتوسطة دون { 70 }.
   *[other] { $shown } تقييم. الخطان المتقطعان حدّا النطاقات: متدهورة دون { 40 } ومتوسطة دون { 70 }.
  }

assets-metrics = المقاييس
assets-metric = المقياس
assets-value = القيمة
assets-quality = الجودة
assets-age = العمر
assets-limits = الحدود
assets-source = وسم المصدر
assets-source-off = لا تُجمع
assets-source-away = المصدر منقطع
assets-source-fails = لا تصل
assets-not-mapped = لا إشارة
assets-no-metrics = لا شيء يُقاس بعد
assets-no-metrics-why = اربط وسوم أحد التكاملات بهذا الأصل، أو أضف مقياسًا الآن وإشارته لاحقًا.
assets-go-map = إلى ربط الإشارات
assets-metric-add = إضافة مقياس
assets-metric-edit = المقياس { $name }
assets-metric-saved = حُفظ المقياس { $name }.
assets-metric-name = الاسم الداخلي
assets-metric-name-help = أحرف لاتينية صغيرة وشرطات سفلية: bearing_temperature
assets-metric-name-wrong = ابدأ بحرف لاتيني صغير، ثم أحرف صغيرة وأرقام وشرطات سفلية، { 64 } على الأكثر.
assets-metric-unit = الوحدة
assets-metric-unit-help = بها تُحفظ قيمه وتُعرض
assets-limits-edit = تعديل المقياس وحدوده
assets-limit-field-highHigh = ‏HH مرتفع جدًا
assets-limit-field-high = ‏H مرتفع
assets-limit-field-low = ‏L منخفض
assets-limit-field-lowLow = ‏LL منخفض جدًا
assets-limit-field-deadband = النطاق الميت
assets-limit-field-onDelaySeconds = تأخير التفعيل
assets-limit-field-offDelaySeconds = تأخير الإلغاء
assets-limits-order = يجب أن تتناقص الحدود من HH ثم H ثم L إلى LL.
assets-number-wrong = هذا ليس رقمًا.
assets-not-negative = لا تكون القيمة سالبة.
assets-limit-none = لا حدود
assets-limit-normal = ضمن حدوده
assets-limit-low = دون حده المنخفض
assets-limit-low-low = دون حده المنخفض جدًا
assets-limit-high = فوق حده المرتفع
assets-limit-high-high = فوق حده المرتفع جدًا
assets-limit-short-low = منخفض
assets-limit-short-low-low = منخفض جدًا
assets-limit-short-high = مرتفع
assets-limit-short-high-high = مرتفع جدًا

assets-no-orders = لا أوامر عمل
assets-no-orders-why = تُدرج هنا الأوامر المنشأة من هذه الصفحة أو من توصية مقبولة، مع حالتها.
assets-order-add = إنشاء أمر عمل
assets-order-add-for = أمر عمل للأصل { $tag }
assets-order-made = أُنشئ أمر العمل { $number }.
assets-order-number = الرقم
assets-order-title = العنوان
assets-order-title-en = العنوان بالإنجليزية
assets-order-title-ar = العنوان بالعربية
assets-order-title-needed = أدخل العنوان بإحدى اللغتين على الأقل.
assets-order-description = الوصف
assets-order-type = النوع
assets-order-type-corrective = تصحيحي
assets-order-type-preventive = وقائي
assets-order-type-predictive = تنبؤي
assets-order-type-inspection = فحص
assets-order-priority = الأولوية
assets-order-status = الحالة
assets-order-status-open = مفتوح
assets-order-status-assigned = مُسند
assets-order-status-in-progress = قيد التنفيذ
assets-order-status-done = منجز
assets-order-status-cancelled = ملغى
assets-order-assignee = مُسند إلى
assets-order-due = تاريخ الاستحقاق
assets-order-hours = الساعات المقدّرة
assets-order-created = أُنشئ في

trend-toolbar = المنحنى
trend-range-1h = ساعة
trend-range-8h = { 8 } س
trend-range-1d = { 24 } س
trend-range-7d = { 7 } أيام
trend-range-30d = { 30 } يومًا
trend-range-custom = من … إلى
trend-from = من
trend-to = إلى
trend-custom-apply = عرض
trend-custom-wrong = يجب أن تكون البداية وقتًا قبل النهاية.
trend-earlier = أقدم
trend-later = أحدث
trend-zoom-in = تكبير
trend-zoom-out = تصغير
trend-now = الآن
trend-line-stepped = القيمة ثابتة حتى التالية (خط متدرج). اضغط للخطوط المستقيمة.
trend-line-linear = خطوط مستقيمة. اضغط للخط المتدرج.
trend-scale-auto = المقاييس تتبع القيم. اضغط لتثبيتها.
trend-scale-locked = المقاييس مثبتة. اضغط لتتبع القيم.
trend-measure-on = مؤشران مع الفرق بينهما
trend-measure-off = إزالة المؤشرين
trend-data = البيانات
trend-copy = نسخ بصيغة CSV
trend-save = حفظ بصيغة CSV…
trend-copied = { $count ->
    [zero] لم تُنسخ أي لحظة.
    [one] نُسخت لحظة واحدة.
    [two] نُسخت لحظتان.
    [few] نُسخت { $count } لحظات.
    [many] نُسخت { $count } لحظة.
   *[other] نُسخت { $count } لحظة.
  }
trend-not-copied = الحافظة غير متاحة هنا. احفظ البيانات في ملف بدلا من ذلك.
trend-saved = حُفظ { $name }.
trend-pens = { $count ->
    [zero] لا أقلام
    [one] قلم واحد
    [two] قلمان
    [few] { $count } أقلام
    [many] { $count } قلمًا
   *[other] { $count } قلم
  }
trend-pens-full = { $most } قلمًا معًا على الأكثر.
trend-pen-hide = إخفاء { $metric }
trend-pen-show = إظهار { $metric }
trend-pen-remove = إزالة { $metric } من المنحنى
trend-pen-limits = إظهار حدود { $metric }
trend-legend-shown = ظاهر
trend-legend-metric = المقياس
trend-legend-newest = أحدث قيمة
trend-legend-quality = الجودة
trend-legend-min = الأدنى
trend-legend-mean = المتوسط
trend-legend-max = الأعلى
trend-legend-limits = الحدود
trend-legend-limits-help = رسم حدود هذا المقياس على المنحنى
trend-legend-remove = إزالة
trend-chart-label = منحنى { $tag }
trend-gap = فجوة: { $reason }
trend-gap-reason-connection-lost = انقطع الاتصال
trend-gap-reason-queue-overflow = امتلأ طابور الخادم
trend-gap-reason-notifications-lost = ضاعت رسائل في الطريق
trend-gap-reason-not-collecting = لم يكن الجمع يعمل
trend-gap-reason-store-unavailable = تعذّر على المخزن المحلي أخذ القراءات
trend-no-signals = لا شيء يُرسم بعد
trend-no-signals-why = ليس لأي من المقاييس إشارة. اربط وسوم أحد التكاملات بهذا الأصل.
trend-no-pens = لم يُختر أي قلم
trend-no-pens-why = اختر المقاييس من زر الأقلام.
trend-no-readings = لا قراءات في هذه المدة
trend-no-readings-why = اختر مدة أخرى، أو تأكد من أن التكامل يعمل.
trend-foot = عدد النقاط { $points }، وهي تمثل { $readings } من القراءات، مع حفظ الأدنى والأعلى
trend-keys = اسحب أو أدر العجلة للتكبير، وShift مع السحب للتحريك، ومن لوحة المفاتيح: ← → + − End

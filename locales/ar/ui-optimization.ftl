# ترتيب أولويات الصيانة.

ui-optimization-title = ترتيب أولويات الصيانة
ui-optimization-lead = ما الذي يُصان أولا: حسب الصحة واحتمال العطل والأهمية.
ui-optimization-run = تشغيل ترتيب الأولويات
ui-optimization-score-now = تقييم الأصول الآن
ui-optimization-scored = قُيّم { $scored } من الأصول، و{ $insufficient } دون بيانات كافية، خلال { $time }
ui-optimization-off = محرك التحسين متوقف (423).
ui-optimization-off-remedy = يمكن للمسؤول عن هذا الجهاز تشغيله: OPTIMIZATION_ENGINE_ENABLED=true ثم إعادة التشغيل.
ui-optimization-status-none = لم يُشغّل بعد
ui-optimization-status-running = قيد التشغيل
ui-optimization-status-done = اكتمل
ui-optimization-status-failed = فشل
ui-optimization-empty = لم يُشغّل بعد
ui-optimization-empty-why = يرتّب كل تشغيل جميع الأصول المقيَّمة، ويبيّن كيف نتجت كل درجة، ويحفظ النتيجة.
ui-optimization-history = مرات التشغيل
ui-optimization-run-counts = رُتّب { $ranked } · قُبل { $accepted } · رُفض { $rejected }
ui-optimization-started = التشغيل
ui-optimization-ranked = الأصول المرتّبة
ui-optimization-without-score = { $count ->
    [zero] لا أصول دون تقييم
    [one] أصل واحد دون تقييم واستُبعد
    [two] أصلان دون تقييم واستُبعدا
    [few] { $shown } أصول دون تقييم واستُبعدت
    [many] { $shown } أصلا دون تقييم واستُبعدت
   *[other] { $shown } أصل دون تقييم واستُبعدت
  }
ui-optimization-took = المدة
ui-optimization-fingerprint = بصمة المدخلات
ui-optimization-copy-fingerprint = نسخ البصمة كاملة
ui-optimization-same-input = المدخلات نفسها كما سبق
ui-optimization-same-input-why = سبق تشغيل بالمدخلات نفسها تمامًا، ولذلك فالترتيب هو نفسه.
ui-optimization-term-health = الصحة
ui-optimization-term-probability = احتمال العطل
ui-optimization-term-criticality = الأهمية
ui-optimization-action = الإجراء المطلوب
ui-optimization-decision = القرار
ui-optimization-accept = قبول
ui-optimization-reject = رفض
ui-optimization-accepted-toast = قُبلت التوصية. أمر العمل
ui-optimization-details = سبب هذا الترتيب
ui-optimization-sum = كيف نتجت درجة الأولوية
ui-optimization-factors = العوامل الأكثر تأثيرًا
ui-optimization-no-factors = لا شيء لافت: كل المقاييس ضمن مداها الطبيعي.
ui-optimization-reason = السبب
ui-optimization-open-order = أمر قائم
ui-optimization-system-orders = مفتوحة في نظام الصيانة
ui-optimization-system-orders-why = الأصل قيد العناية هناك بالفعل: تحقق من الحاجة إلى هذه التوصية قبل قبولها.
ui-optimization-open-order-why = صدر هذا الأمر عن توصية سابقة لهذا الأصل، ولا يُنشأ أمر آخر حتى يُنجز أو يُلغى.
ui-optimization-last-rejection = رُفضت في المرة السابقة
ui-optimization-reason-kept = يُحفظ مع التوصية.
ui-optimization-reject-title = رفض التوصية
ui-optimization-none-match = لا توصيات تطابق التصفية
ui-optimization-nothing-ranked = لم يُرتَّب شيء
ui-optimization-nothing-ranked-why = لا يوجد تقييم لأي أصل بعد. يحتاج التقييم إلى قراءات سليمة لبضعة أيام، وصفحة الأصل تبيّن ما ينقصه. ثم أعد التشغيل.
ui-recommendation-proposed = مقترحة
ui-recommendation-accepted = مقبولة
ui-recommendation-rejected = مرفوضة
ui-recommendation-filter-proposed = للقرار
ui-recommendation-filter-monitor = للمراقبة
ui-recommendation-filter-accepted = مقبولة
ui-recommendation-filter-rejected = مرفوضة

ui-optimization-order = ترتيب القائمة
ui-optimization-by-priority = حسب الأولوية
ui-optimization-by-risk = حسب الخطر بالمال
ui-optimization-risk = الخطر بالمال
ui-optimization-risk-rank = رقم { $rank } بالمال
ui-optimization-consequence = تكلفة العطل مع توقفه
ui-optimization-quality = أثر جودة البيانات
ui-optimization-quality-share = القراءات المتوفرة والسليمة: { $share }
ui-optimization-quality-none = لا قراءة مفقودة أو سيئة: الأولوية كما هي.
ui-optimization-quality-range = لو كانت القراءات الأخرى كلها الأفضل لكانت الأولوية { $low } (المرتبة { $worst })، ولو كانت كلها الأسوأ لكانت { $high } (المرتبة { $best }).

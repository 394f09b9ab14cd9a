# الكلمات المشتركة بين كل الصفحات.

ui-save = حفظ
ui-cancel = إلغاء
ui-close = إغلاق
ui-edit = تعديل
ui-add = إضافة
ui-delete = حذف
ui-open = فتح
ui-back = رجوع
ui-back-to = العودة إلى
ui-continue = متابعة
ui-search = بحث
ui-all = الكل
ui-none = لا يوجد
ui-never = أبدًا
ui-required = مطلوب
ui-selected = محدد
ui-select-row = تحديد هذا الصف
ui-loading = جار التحميل…
ui-try-again = إعادة المحاولة
ui-copied = تم النسخ
ui-copy-detail = نسخ التفاصيل
ui-nothing-found = لا توجد نتائج
ui-no-asset-found = لا يوجد أصل بهذا الوسم أو الاسم
ui-stale = تعذّر التحديث. البيانات المعروضة بتاريخ
ui-total = { $count ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفان
    [few] { $shown } صفوف
    [many] { $shown } صفًا
   *[other] { $shown } صف
  }
ui-show-password = إظهار النص المكتوب
ui-no-reading = لا توجد قراءة بعد
ui-last-good = آخر قيمة سليمة؛ المصدر لا يرسل قيمة صالحة الآن
ui-value-stale = أقدم مما ينبغي
ui-reading-stale = قديمة
ui-zone-site = توقيت الموقع
ui-zone-utc = التوقيت العالمي UTC

# الحالة الصحية
ui-band-poor = متدهورة
ui-band-fair = متوسطة
ui-band-good = جيدة
ui-band-unknown = غير معروفة

ui-criticality-critical = حرجة
ui-criticality-high = عالية
ui-criticality-medium = متوسطة
ui-criticality-low = منخفضة
ui-priority-critical = حرجة
ui-priority-high = عالية
ui-priority-medium = متوسطة
ui-priority-low = منخفضة

ui-quality-good = سليمة
ui-quality-uncertain = غير مؤكدة
ui-quality-bad = رديئة
ui-status-no-communication = لا اتصال بالجهاز
ui-status-waiting-for-first = بانتظار القيمة الأولى
ui-status-out-of-range = خارج المدى
ui-status-not-a-number = ليست رقمًا
ui-status-configuration = إعداد خاطئ في المصدر
ui-status-not-connected = غير موصول في المصدر
ui-status-device-failure = عطل في الجهاز
ui-status-sensor-failure = عطل في المستشعر
ui-status-out-of-service = خارج الخدمة
ui-status-no-data = لا بيانات
ui-status-last-usable-no-communication = آخر قيمة صالحة، لا اتصال بالجهاز
ui-status-last-usable = آخر قيمة صالحة
ui-status-substitute = مدخلة يدويًا
ui-status-initial = قيمة ابتدائية
ui-status-inaccurate = المستشعر غير دقيق
ui-status-units-exceeded = خارج حدود المستشعر
ui-status-sub-normal = من مصادر أقل من المطلوب

ui-connection-stopped = متوقف
ui-connection-connecting = جار الاتصال
ui-connection-streaming = يستقبل
ui-connection-reconnecting = يعيد الاتصال
ui-connection-failed = فشل
ui-connection-elsewhere = تجمعه نافذة أخرى
ui-connection-standby = في وضع الاستعداد
ui-connection-standby-holder = المحطة { $holder } هي التي تجمع الآن، وتتولى هذه المحطة الجمع إذا تعطلت تلك.
ui-connection-standby-none = تجمع المحطة بعد أن يعتمدها المسؤول وتحصل على حق تشغيل هذا التكامل.

ui-simulated = منشأة محاكاة
ui-simulated-short = محاكاة
ui-simulated-explained = بيانات من محاكاة المنشأة التجريبية، ولا توجد معدة حقيقية وراءها.

ui-family-pump = مضخة
ui-family-compressor = ضاغط
ui-family-gas-turbine = توربين غازي
ui-family-steam-turbine = توربين بخاري
ui-family-electric-motor = محرك كهربائي
ui-family-electric-generator = مولد كهربائي
ui-family-heat-exchanger = مبادل حراري
ui-family-valve = صمام
ui-family-transformer = محول كهربائي
ui-family-fan = مروحة
ui-family-vessel = وعاء
ui-family-instrument = جهاز قياس
ui-family-other = أخرى

ui-asset-status-in-service = في الخدمة
ui-asset-status-standby = احتياطي
ui-asset-status-out-of-service = خارج الخدمة
ui-asset-status-retired = مستبعد

ui-role-platform-owner = مالك المنصة
ui-role-tenant-admin = مدير النظام
ui-role-optimization-engineer = مهندس التحسين
ui-role-engineer = مهندس
ui-role-viewer = مطّلع
ui-role-platform-owner-may = كل ما لمدير النظام؛ ولا يغيّر مدير النظام حساب المالك
ui-role-tenant-admin-may = الأشخاص والتكاملات وربط الإشارات والأصول والأوامر
ui-role-optimization-engineer-may = يشغّل التحسين ويدير الأصول وربط الإشارات
ui-role-engineer-may = يطّلع على الأولويات وينفّذ أوامر العمل
ui-role-viewer-may = اطلاع فقط

ui-capability-view-plant = الاطلاع على المحطة
ui-capability-view-optimization = الاطلاع على التحسين
ui-capability-manage-work-orders = إدارة أوامر العمل
ui-capability-run-optimization = تشغيل التحسين
ui-capability-manage-assets = إدارة الأصول
ui-capability-manage-mappings = إدارة ربط الإشارات
ui-capability-manage-integrations = إدارة التكاملات
ui-capability-manage-cost-model = إدارة نموذج التكلفة
ui-capability-manage-people = إدارة الأشخاص
ui-capability-view-diagnostics = الاطلاع على التشخيص
ui-capability-manage-tenants = إدارة الجهات

ui-code-unauthenticated = لم تسجّل الدخول.
ui-code-unauthenticated-remedy = سجّل الدخول ثم أعد العملية.
ui-code-forbidden = دورك لا يسمح بذلك.
ui-code-forbidden-remedy = اطلب من مدير النظام تنفيذها أو تغيير دورك.
ui-code-not_found = لم يعد موجودًا.
ui-code-not_found-remedy = ارجع إلى القائمة وابحث من جديد.
ui-code-conflict = تغيّر في هذه الأثناء.
ui-code-conflict-remedy = راجعه بحالته الحالية ثم قرّر من جديد.
ui-code-invalid = أحد المدخلات غير صحيح.
ui-code-invalid-remedy = صحّحه ثم أعد العملية.
ui-code-locked = مقفل.
ui-code-locked-remedy = افتح القفل أولا أو اسأل من أقفله.
ui-code-rate_limited = محاولات كثيرة في وقت قصير.
ui-code-rate_limited-remedy = انتظر دقيقة ثم حاول مرة أخرى.
ui-code-internal = حدث خطأ داخل التطبيق.
ui-code-internal-remedy = حاول مرة أخرى. إذا تكرر الخطأ فأرسل التفاصيل المنسوخة إلى الدعم.
ui-code-unavailable = لا يمكن الوصول إليه الآن.
ui-code-unavailable-remedy = تأكد أنه يعمل ثم حاول مرة أخرى.
ui-host-unreachable = نواة التطبيق لا تستجيب.
ui-host-unreachable-remedy = أغلق النافذة وشغّل التطبيق من جديد. لم يُفقد شيء مما حُفظ.
ui-crash = تعذّر عرض هذه الصفحة.
ui-crash-remedy = حاول مرة أخرى أو انتقل إلى صفحة أخرى. إذا تكرر الخطأ فأرسل التفاصيل المنسوخة إلى الدعم.

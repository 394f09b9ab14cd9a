# الإعدادات.

ui-settings-reading = العرض
ui-settings-account = حسابي
ui-settings-workspace = مساحة العمل
ui-settings-storage = التخزين
ui-settings-jobs = المهام
ui-settings-actions = سجل الإجراءات
ui-settings-about = سلامة النظام وحوله
ui-settings-saved = تم الحفظ

ui-settings-language = اللغة
ui-settings-digits = الأرقام
ui-settings-calendar = التقويم
ui-settings-calendar-gregory = ميلادي
ui-settings-calendar-umalqura = أم القرى
ui-settings-time-zone-why = تُحفظ الأوقات بالتوقيت العالمي وتُعرض بهذه المنطقة مع فارقها.
ui-settings-example = مثال على العرض

ui-settings-rights = الصلاحيات
ui-settings-signed-in-at = وقت الدخول
ui-settings-change-password = تغيير كلمة المرور
ui-settings-password-now = كلمة المرور الحالية
ui-settings-password-new = كلمة المرور الجديدة
ui-settings-password-changed = تم تغيير كلمة المرور

ui-settings-workspace-why = تسري منطقة مساحة العمل حيث لا يُقصد موقع بعينه؛ ولكل موقع منطقته.
ui-settings-demo-mode = الوضع التجريبي
ui-settings-demo-mode-why = عند تفعيله: لا يُجرى أي اتصال خارجي، ويجيب اختبار الاتصال بنتيجة محاكاة ويصرّح بذلك. عند تعطيله: موصلات وبيانات حقيقية فقط.
ui-settings-storage-why = تتحول القراءات الخام إلى ملخصات بالثانية والدقيقة والساعة تحفظ الأدنى والأعلى والمتوسط، ويُحذف ما هو أقدم من هذه الأيام.
ui-settings-keep-raw = القراءات الخام
ui-settings-keep-second = ملخصات الثانية
ui-settings-keep-minute = ملخصات الدقيقة
ui-settings-keep-hour = ملخصات الساعة
ui-settings-days = يوم
ui-settings-days-wrong = عدد صحيح من 1 إلى 3650
ui-settings-shorten-title = حذف البيانات الأقدم؟
ui-settings-shorten-effect = { $days ->
    [zero] يُحذف كل شيء
    [one] يُحذف كل ما هو أقدم من يوم واحد
    [two] يُحذف كل ما هو أقدم من يومين
    [few] يُحذف كل ما هو أقدم من { $shown } أيام
    [many] يُحذف كل ما هو أقدم من { $shown } يومًا
   *[other] يُحذف كل ما هو أقدم من { $shown } يوم
  }
ui-settings-shorten = تقصير المدة والحذف

ui-settings-no-jobs = لا توجد مهام
ui-settings-job = المهمة
ui-settings-job-running = قيد التنفيذ
ui-settings-job-waiting = بالانتظار
ui-settings-job-last = آخر تنفيذ
ui-settings-job-took = المدة
ui-settings-job-next = التنفيذ القادم
ui-settings-job-outcome = النتيجة

ui-settings-search-actions = ابحث عن شخص أو إجراء أو عنصر
ui-settings-no-actions = لم يُنفّذ أي إجراء بعد
ui-settings-when = الوقت
ui-settings-who = من
ui-settings-what = الإجراء
ui-settings-object = العنصر
ui-settings-outcome = النتيجة
ui-settings-success = تم
ui-settings-pending = قيد التنفيذ

ui-settings-health = سلامة النظام
ui-settings-ready = جاهز
ui-settings-not-ready = غير جاهز
ui-settings-store = المخزن المشفّر
ui-settings-store-usable = سليم
ui-settings-store-damaged = تالف
ui-settings-store-locked = مقفل
ui-settings-store-missing = غير موجود
ui-settings-free-disk = المساحة الحرة
ui-settings-spool = القراءات في سجل الاستقبال
ui-settings-spool-why = محفوظة بأمان ولم تتحول بعد إلى صفوف منحنيات
ui-settings-collecting = جمع القراءات
ui-settings-collecting-here = هذه النافذة تجمع القراءات
ui-settings-collecting-not = لا تجمع هذه النافذة
ui-settings-schema = إصدار المخطط
ui-settings-keychain = سلسلة المفاتيح
ui-settings-keychain-available = تحفظ مفتاح المخزن
ui-settings-keychain-missing = غير متوفرة على هذا الجهاز: تُستخدم عبارة مرور
ui-settings-keychain-locked = مقفلة
ui-settings-flags = مفاتيح الخصائص
ui-settings-on = مفعّل
ui-settings-off = معطّل
ui-settings-smoke-test = الفحص الذاتي
ui-settings-smoke-test-run = تشغيل الفحص الذاتي
ui-settings-smoke-test-why = يسير في مسار التطبيق خطوة بخطوة ويبيّن نتيجة كل خطوة.
ui-settings-step = الخطوة
ui-settings-passed = نجحت
ui-settings-failed = فشلت
ui-settings-version = الإصدار
ui-settings-window = يعمل في
ui-settings-window-desktop = نافذة سطح المكتب
ui-settings-window-browser = متصفح عبر مضيف الاختبارات المحلي
ui-settings-standards = صُممت الشاشات وفق ISA-101، والمنحنيات والحدود وفق ISA-18.2 وIEC 62682، دون ادعاء أي شهادة اعتماد.

# ما فعله الأشخاص حسب اسم الأمر
ui-action-create-workspace = أنشأ مساحة العمل
ui-action-open-workspace = فتح المخزن
ui-action-sign-in = سجّل الدخول
ui-action-sign-out = سجّل الخروج
ui-action-lock = أقفل الجلسة
ui-action-unlock = فتح قفل الجلسة
ui-action-change-password = غيّر كلمة المرور
ui-action-save-preferences = غيّر إعدادات العرض
ui-action-create-person = أضاف شخصًا
ui-action-update-person = عدّل بيانات شخص
ui-action-save-site = حفظ موقعًا
ui-action-delete-site = حذف موقعًا
ui-action-save-asset = حفظ أصلا
ui-action-save-metric = حفظ مقياسًا
ui-action-save-integration = حفظ تكاملا
ui-action-delete-integration = حذف تكاملا
ui-action-start-integration = شغّل تكاملا
ui-action-stop-integration = أوقف تكاملا
ui-action-set-demo-speed = غيّر سرعة المحطة التجريبية
ui-action-test-integration = اختبر اتصالا
ui-action-discover-endpoints = بحث عن نقاط الاتصال
ui-action-trust-certificate = وثّق شهادة
ui-action-reject-certificate = رفض شهادة
ui-action-remove-certificate = أزال شهادة
ui-action-create-mappings = ربط إشارات
ui-action-update-mapping = عدّل ربط إشارة
ui-action-set-mappings-active = فعّل أو أوقف ربط إشارات
ui-action-delete-mappings = حذف ربط إشارات
ui-action-import-mappings = استورد ربط إشارات
ui-action-export-mappings = صدّر ربط إشارات
ui-action-score-assets = قيّم الأصول
ui-action-run-prioritization = شغّل ترتيب الأولويات
ui-action-accept-recommendation = قبل توصية
ui-action-reject-recommendation = رفض توصية
ui-action-create-work-order = أنشأ أمر عمل
ui-action-update-work-order = عدّل أمر عمل
ui-action-move-work-order = نقل حالة أمر عمل
ui-action-set-retention = غيّر مدد الحفظ
ui-action-run-smoke-test = شغّل الفحص الذاتي
ui-action-acknowledge-recovery = اطّلع على ما فُقد من مخزن تالف
ui-action-refused = مرفوض
ui-action-save-workspace-settings = عدّل مساحة العمل

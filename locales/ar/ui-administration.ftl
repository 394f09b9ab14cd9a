# إدارة مساحة العمل المركزية وقيمها الافتراضية وسجل الإجراءات والتشخيص.

ui-nav-administration = الإدارة
ui-administration-users = المستخدمون
ui-administration-workstations = المحطات
ui-administration-tenants = الجهات
ui-administration-needs-link = ما هنا موجود في قاعدة البيانات المركزية، ولا يمكن الوصول إليها الآن. يمكن قراءة ما هو معروف هنا، ولا يمكن تغيير شيء حتى يعود الاتصال.

ui-users-add = إضافة مستخدم
ui-users-empty = لا أحد بعد
ui-users-sessions = الجلسات
ui-users-more = المزيد عن { $name }
ui-users-must-change = لم يدخل بعد
ui-users-must-change-why = كلمة المرور أُنشئت له، ويختار كلمته عند الدخول القادم.
ui-users-language = اللغة
ui-users-not-oneself = لا يوقف أحد نفسه ولا يغيّر دوره بنفسه.
ui-users-saved = عُدّلت بيانات { $name }
ui-users-password-is-made = تُنشأ كلمة مرور وتُعرض مرة واحدة، وتُغيّر عند أول دخول.
ui-users-created = يستطيع { $name } الدخول الآن بكلمة المرور هذه.
ui-users-password-reset-done = لـ { $name } كلمة مرور جديدة. أُنهيت كل الجلسات.
ui-users-password-of = كلمة مرور { $name }
ui-users-password-once = تُعرض الآن فقط ولا تُحفظ في أي مكان. سلّمها بوسيلة لا يقرأها غيره، ولا بد من تغييرها عند أول دخول.
ui-users-password-handed = سلّمتها
ui-users-reset = كلمة مرور جديدة
ui-users-reset-title = كلمة مرور جديدة لـ { $name }؟
ui-users-reset-effect = تتوقف كلمة المرور الحالية فورًا وتُنهى كل الجلسات. تُعرض الجديدة مرة واحدة.
ui-users-deactivate = إيقاف
ui-users-deactivate-title = إيقاف حساب { $name }؟
ui-users-deactivate-effect = { $count ->
    [0] لن يستطيع أحد الدخول بهذا الحساب، ولن تُفتح له محطة بعد وصولها إلى قاعدة البيانات المركزية.
    [one] تُنهى جلسة واحدة. لن يستطيع أحد الدخول بهذا الحساب، ولن تُفتح له محطة بعد وصولها إلى قاعدة البيانات المركزية.
    [two] تُنهى جلستان. لن يستطيع أحد الدخول بهذا الحساب، ولن تُفتح له محطة بعد وصولها إلى قاعدة البيانات المركزية.
    [few] تُنهى { $shown } جلسات. لن يستطيع أحد الدخول بهذا الحساب، ولن تُفتح له محطة بعد وصولها إلى قاعدة البيانات المركزية.
   *[other] تُنهى { $shown } جلسة. لن يستطيع أحد الدخول بهذا الحساب، ولن تُفتح له محطة بعد وصولها إلى قاعدة البيانات المركزية.
  }
ui-users-end-sessions = إنهاء كل الجلسات
ui-users-end-sessions-title = إنهاء جلسات { $name }؟
ui-users-end-sessions-effect = { $count ->
    [one] تُنهى جلسة واحدة، وتطلب المحطة كلمة المرور فور وصولها إلى قاعدة البيانات المركزية.
    [two] تُنهى جلستان، وتطلب المحطتان كلمة المرور فور الوصول إلى قاعدة البيانات المركزية.
    [few] تُنهى { $shown } جلسات، وتطلب المحطات كلمة المرور فور وصولها إلى قاعدة البيانات المركزية.
   *[other] تُنهى { $shown } جلسة، وتطلب المحطات كلمة المرور فور وصولها إلى قاعدة البيانات المركزية.
  }
ui-users-end-sessions-self = جلستك من بينها، فستسجّل الدخول من جديد.
ui-users-sessions-ended = { $count ->
    [one] أُنهيت جلسة واحدة
    [two] أُنهيت جلستان
    [few] أُنهيت { $shown } جلسات
   *[other] أُنهيت { $shown } جلسة
  }
ui-users-sessions-of = جلسات { $name }
ui-users-no-sessions = لا جلسات
ui-users-session-where = المحطة
ui-users-session-unknown = غير مذكورة
ui-users-session-this = هذه
ui-users-session-since = منذ
ui-users-session-until = حتى
ui-users-session-open = قائمة
ui-users-session-ended = أُنهيت
ui-users-session-over = انقضت
ui-users-end-session = إنهاء
ui-users-end-session-title = إنهاء هذه الجلسة؟
ui-users-end-session-effect = تطلب المحطة كلمة المرور فور وصولها إلى قاعدة البيانات المركزية. يبقى كل ما هو محفوظ فيها.
ui-users-end-session-self = هذه جلستك أنت: يُسجّل خروجك هنا، ثم تسجّل الدخول من جديد.

ui-workstations-none = لا محطات بعد
ui-workstations-none-why = تطلب المحطة اعتمادها عند أول دخول عليها لمن له صلاحية إدارة أوامر العمل.
ui-workstations-name = المحطة
ui-workstations-this = هذه
ui-workstations-key = بصمة مفتاحها
ui-workstations-since = منذ
ui-workstations-requested-by = طلبها { $name }
ui-workstations-enrolled-by = اعتمدها { $name }
ui-workstations-pending = تنتظر
ui-workstations-enrolled = معتمدة
ui-workstations-removed = أزيلت
ui-workstations-enrol = اعتماد
ui-workstations-enrol-title = اعتماد { $name }؟
ui-workstations-enrol-effect = يمكنها بعد ذلك فتح أسرار الجهة المشتركة. تُختم لها الآن الأسرار التي تستطيع هذه المحطة فتحها.
ui-workstations-enrol-where = تظهر البصمة نفسها على تلك المحطة عند الضغط على علامة قاعدة البيانات المركزية في الشريط العلوي. اطلب أن تُقرأ عليك.
ui-workstations-compared = قارنت البصمة بالبصمة الظاهرة على تلك المحطة
ui-workstations-enrolled-done = { $count ->
    [0] اعتُمدت. لم تكن هناك أسرار تُختم لها.
    [one] اعتُمدت، وخُتم لها سر واحد.
    [two] اعتُمدت، وخُتم لها سران.
    [few] اعتُمدت، وخُتمت لها { $shown } أسرار.
   *[other] اعتُمدت، وخُتم لها { $shown } سرًا.
  }
ui-workstations-enrolled-others = لا تستطيع هذه المحطة فتح غيرها وعددها { $others }: اختمها من محطة تستطيع ذلك.
ui-workstations-refuse = رفض
ui-workstations-refuse-title = رفض { $name }؟
ui-workstations-refuse-effect = لا تُعتمد، ويمكنها أن تطلب من جديد.
ui-workstations-remove = إزالة
ui-workstations-remove-title = إزالة { $name }؟
ui-workstations-remove-effect = لا تُختم لها أسرار بعد الآن، ويتوقف جمعها للقراءات دون مستخدم. وما خُتم لها حتى الآن ربما قرأته: تُعلّم تلك الأسرار لتُغيّر في مصدرها.
ui-workstations-remove-this = إنها المحطة التي أمامك.
ui-workstations-removed-done = أزيلت
ui-workstations-exposed = { $count ->
    [one] كان سر واحد مفتوحًا للمحطة المزالة. غيّره في مصدره ثم احفظه في التكامل.
    [two] كان سران مفتوحين للمحطة المزالة. غيّرهما في مصدرهما ثم احفظهما في التكاملات.
    [few] كانت { $shown } أسرار مفتوحة للمحطة المزالة. غيّرها في مصدرها ثم احفظها في التكاملات.
   *[other] كان { $shown } سرًا مفتوحًا للمحطة المزالة. غيّرها في مصدرها ثم احفظها في التكاملات.
  }
ui-secrets = الأسرار المشتركة
ui-secrets-none = لا أسرار مشتركة
ui-secrets-why = لا تنتقل كلمات مرور التكاملات إلا مختومة للمحطات المعتمدة. لا تستطيع قاعدة البيانات المركزية فتحها ولا تُعرض على أحد.
ui-secrets-reseal = ختم من جديد
ui-secrets-resealed = { $count ->
    [0] لم يلزم ختم شيء من جديد
    [one] خُتم سر واحد من جديد
    [two] خُتم سران من جديد
    [few] خُتمت { $shown } أسرار من جديد
   *[other] خُتم { $shown } سرًا من جديد
  }
ui-secrets-resealed-some = { $count ->
    [one] خُتم سر واحد من جديد، ولا تستطيع هذه المحطة فتح غيره وعدده { $others }.
    [two] خُتم سران من جديد، ولا تستطيع هذه المحطة فتح غيرهما وعددها { $others }.
    [few] خُتمت { $shown } أسرار من جديد، ولا تستطيع هذه المحطة فتح غيرها وعددها { $others }.
   *[other] خُتم { $shown } سرًا من جديد، ولا تستطيع هذه المحطة فتح غيرها وعددها { $others }.
  }
ui-secrets-owner = التكامل
ui-secrets-owner-gone = لم يعد موجودًا
ui-secrets-field = السر
ui-secrets-sealed-to = مختوم لـ
ui-secrets-of = { $some } من { $all }
ui-secrets-exposed = يلزم تغييره
ui-secrets-exposed-why = كانت محطة مزالة تستطيع فتحه. غيّره في مصدره ثم احفظه في التكامل.
ui-secrets-can-open = يُفتح هنا
ui-secrets-cannot-open = لا يُفتح هنا
ui-secrets-sealed-at = آخر ختم

ui-tenants-none = لا جهات بعد
ui-tenants-none-why = تُنشأ الأولى بالأمر المبيّن أدناه.
ui-tenants-code = الرمز
ui-tenants-active = مستعملة
ui-tenants-inactive = معطلة
ui-tenants-opened = فتحتها أنت
ui-tenants-created = أُنشئت
ui-tenants-edit = تعديل { $code }
ui-tenants-saved = عُدّلت { $code }
ui-tenants-name-en = الاسم بالإنجليزية
ui-tenants-name-ar = الاسم بالعربية
ui-tenants-disable = تعطيل
ui-tenants-enable = تفعيل
ui-tenants-disabled = عُطّلت الجهة
ui-tenants-enabled = فُعّلت الجهة
ui-tenants-disable-title = تعطيل { $name }؟
ui-tenants-disable-effect = تفقد محطاتها الاتصال فورًا ولا يستطيع أحد منها الدخول. على المحطات يستمر العمل بما هو محفوظ فيها طوال المدة المسموحة دون قاعدة البيانات المركزية. لا يُحذف شيء.
ui-tenants-open = فتح
ui-tenants-open-title = فتح { $name }؟
ui-tenants-open-effect = ترى أشخاص هذه الجهة ومحطاتها وإعداداتها وتغيّرها كأحد مديريها. ويُكتب في سجل إجراءاتها أنك فتحتها ولماذا، ويقرأه مديروها.
ui-tenants-reason = السبب
ui-tenants-reason-rule = من { $least } إلى { $most } حرفًا؛ الآن { $length }
ui-tenants-reason-long = أطول من اللازم
ui-tenants-create = جهة جديدة
ui-tenants-create-why = تُنشأ الجهة بالأمر «optria central create-tenant» ممن لديه كلمة مرور المشرف على قاعدة البيانات: فهو ينشئ حساب الجهة وكلمة مروره، وهذا ما لا يحق لأي محطة. يجب تعيين DATABASE_URL وSESSION_SECRET.

ui-settings-defaults = القيم الافتراضية
ui-settings-defaults-why = حقل التكامل المتروك فارغًا يأخذ قيمة الجهة، وإلا فقيمة المنصة، وإلا فالقيمة المبنية في البرنامج.
ui-settings-defaults-none = لا قيم افتراضية
ui-settings-default-name = الإعداد
ui-settings-in-force = السارية
ui-settings-origin = مصدرها
ui-settings-platform-default = قيمة المنصة
ui-settings-set-tenant = تغيير
ui-settings-set-tenant-title = { $name }، لهذه الجهة
ui-settings-set-tenant-effect = تسري على هذه الجهة وحدها وتتقدم على قيمة المنصة.
ui-settings-set-platform = قيمة المنصة
ui-settings-set-platform-title = { $name }، للمنصة كلها
ui-settings-set-platform-effect = تسري على كل جهة ليست لها قيمة خاصة بها.
ui-settings-clear-tenant = الأخذ بقيمة المنصة
ui-settings-clear-platform = الأخذ بالقيمة المبنية
ui-origin-built-in = مبنية في البرنامج
ui-origin-environment = بيئة التشغيل
ui-origin-platform = قيمة المنصة
ui-origin-tenant = قيمة الجهة الخاصة
ui-setting-offline-grace-days = مدة العمل المسموحة دون قاعدة البيانات المركزية
ui-setting-unit-d = يوم
ui-setting-unit-days = يوم

ui-log-source = سجل من
ui-log-source-workstation = هذه المحطة
ui-log-source-tenant = الجهة
ui-log-person = الشخص
ui-log-action = الإجراء
ui-log-any-action = كل الإجراءات
ui-log-any-outcome = كل النتائج
ui-log-success = تم
ui-log-failure = فشل
ui-log-pending = قيد التنفيذ
ui-log-range = الوقت
ui-log-range-hour = آخر ساعة
ui-log-range-day = آخر 24 ساعة
ui-log-range-week = آخر 7 أيام
ui-log-range-month = آخر 30 يومًا
ui-log-range-all = كل الأوقات
ui-log-range-custom = من … إلى …
ui-log-from = من
ui-log-to = إلى
ui-log-no = رقم
ui-log-workstation = المحطة
ui-log-export = تصدير CSV
ui-log-exported = كُتب الملف { $file }
ui-log-verify = تحقق
ui-log-intact = السجل كامل: لم يُغيّر منه شيء ولم يُحذف
ui-log-broken = عُبث بالسجل
ui-log-entries = { $count ->
    [one] فُحص قيد واحد.
    [two] فُحص قيدان.
    [few] فُحصت { $shown } قيود.
   *[other] فُحص { $shown } قيدًا.
  }
ui-log-unchained = { $count ->
    [one] قيد واحد من أحدث القيود لم يدخل السلسلة بعد.
    [two] قيدان من أحدث القيود لم يدخلا السلسلة بعد.
    [few] { $shown } قيود من أحدثها لم تدخل السلسلة بعد.
   *[other] { $shown } قيدًا من أحدث القيود لم تدخل السلسلة بعد.
  }
ui-log-broken-at = تنقطع السلسلة عند القيد { $no }.
ui-log-broken-remedy = أبلغ مشغل المنصة فورًا. صدّر السجل واحفظه مع ما هو مكتوب هنا.
ui-log-compared = قورن برأس السلسلة الذي حفظته هذه المحطة في المرة السابقة.
ui-log-not-compared = لم يكن هناك رأس سابق للمقارنة؛ يُحفظ هذا للمرة القادمة.
ui-log-nobody = النظام نفسه
ui-log-head = رأس السلسلة

ui-settings-diagnostics = التشخيص
ui-diagnostics-subsystems = الأنظمة الفرعية
ui-diagnostics-refresh = تحديث
ui-diagnostics-take-along = للدعم الفني
ui-diagnostics-copy = نسخ JSON
ui-diagnostics-bundle = حفظ حزمة الدعم
ui-diagnostics-bundle-why = كلمات حالة ومفاتيح فقط، ولا قيم أبدًا. تضيف حزمة الدعم السجل الحديث مع إخفاء الأسرار.
ui-diagnostics-bundle-saved = كُتب الملف { $file }
ui-diagnostics-database = قاعدة البيانات
ui-diagnostics-openai-api = المساعد (OpenAI API)
ui-diagnostics-optimization-engine = محرك التحسين
ui-diagnostics-external-db-integrations = تكاملات SQL وSAP وOracle EAM
ui-diagnostics-pi-default-config = قيم PI الافتراضية
ui-diagnostics-sap-default-config = قيم SAP الافتراضية
ui-diagnostics-opcua-default-creds = بيانات دخول OPC UA الافتراضية
ui-diagnostics-demo-mode = الوضع التجريبي
ui-diagnostics-status = المطلوب
ui-diagnostics-source = المصدر
ui-diagnostics-flag = المفتاح
ui-diagnostics-has-url = العنوان معيّن
ui-diagnostics-has-creds = بيانات الدخول معيّنة
ui-diagnostics-feature-flags = مفاتيح الخصائص
ui-diagnostics-beyond = معلومات أخرى
ui-diagnostics-versions = الإصدارات
ui-diagnostics-connectors = الموصلات
ui-diagnostics-jobs = المهام
ui-diagnostics-disk = القرص
ui-diagnostics-sync = المزامنة
ui-diagnostics-link = قاعدة البيانات المركزية
ui-diagnostics-state = الحالة
ui-diagnostics-since = منذ
ui-diagnostics-reason = السبب
ui-diagnostics-workstation = هذه المحطة
ui-diagnostics-lag-seconds = التأخر
ui-diagnostics-outbox-depth = ينتظر الإرسال
ui-diagnostics-store-bytes = المخزن
ui-diagnostics-free-bytes = المساحة الحرة
ui-diagnostics-spool-rows = القراءات في سجل الاستقبال
ui-diagnostics-product = المنتج
ui-diagnostics-os = نظام التشغيل
ui-diagnostics-architecture = المعمارية
ui-diagnostics-local-schema = إصدار مخطط المخزن
ui-diagnostics-central-schema = إصدار مخطط القاعدة المركزية
ui-diagnostics-known-central-schema = أحدث مخطط مركزي معروف هنا
ui-diagnostics-connector = الموصل
ui-diagnostics-last-reading-at = آخر قراءة
ui-diagnostics-name = الاسم
ui-diagnostics-is-running = قيد التنفيذ
ui-diagnostics-last-run-at = آخر تنفيذ
ui-diagnostics-last-seconds = المدة
ui-diagnostics-next-run-at = التنفيذ القادم
ui-diagnostics-outcome = النتيجة
ui-diagnostics-optimization-engine-enabled = محرك التحسين
ui-diagnostics-external-db-enable = تكاملات SQL وSAP وOracle EAM
ui-diagnostics-is-connected = متصل
ui-diagnostics-is-online = متصل
ui-diagnostics-is-offline = غير متصل
ui-diagnostics-is-configured = مضبوط
ui-diagnostics-is-missing = غير موجود
ui-diagnostics-is-empty = فارغ
ui-diagnostics-is-enabled = مفعّل
ui-diagnostics-is-disabled = معطّل
ui-diagnostics-is-active = نشط
ui-diagnostics-is-inactive = غير نشط
ui-diagnostics-is-streaming = يستقبل
ui-diagnostics-is-connecting = جار الاتصال
ui-diagnostics-is-reconnecting = يعيد الاتصال
ui-diagnostics-is-elsewhere = يُجمع في مكان آخر
ui-diagnostics-is-standby = في وضع الاستعداد لمحطة أخرى
ui-diagnostics-is-failed = فشل
ui-diagnostics-is-damaged = تالف
ui-diagnostics-is-unreachable = لا يمكن الوصول إليه
ui-diagnostics-is-password-needed = تلزم كلمة المرور
ui-diagnostics-is-signed-out = لا دخول
ui-diagnostics-is-stopped = متوقف
ui-diagnostics-is-standalone = مستقل
ui-diagnostics-is-central = مركزية
ui-diagnostics-is-local = هذه المحطة
ui-diagnostics-is-pending = تنتظر الاعتماد
ui-diagnostics-is-enrolled = معتمدة
ui-diagnostics-is-removed = أزيلت
ui-diagnostics-is-unknown = غير معروف
ui-diagnostics-is-not-requested = غير معتمدة
ui-diagnostics-is-none = لا يوجد

# عند تعذر الوصول إلى قاعدة البيانات المركزية.
ui-needs-link = يلزم لهذا الوصول إلى قاعدة البيانات المركزية، وهو متعذر الآن.
ui-needs-link-back = تعود الصفحة تلقائيًا بعودة الاتصال.
ui-needs-link-password = اتصل بكلمة مرورك لاستعمالها.
ui-users-known = كما عرفتهم هذه المحطة آخر مرة
ui-users-last-here = آخر دخول هنا
ui-users-search = بحث بالبريد أو الاسم
ui-workstations-search = بحث بالاسم أو البريد
ui-tenants-search = بحث بالرمز أو الاسم
ui-users-sessions-search = بحث في المحطات
ui-needs-link-list = هذا معروف في قاعدة البيانات المركزية وحدها

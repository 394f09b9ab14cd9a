# التكاملات: مصادر البيانات واختبار الاتصال والشهادات.
integrations-title = التكاملات
integrations-one = تكامل
integrations-tab-data-sources = مصادر البيانات
integrations-tab-signal-mappings = ربط الإشارات
integrations-tab-certificates = الشهادات
integrations-tab-accounting = حساب القراءات
integrations-add = إضافة تكامل
integrations-add-kind = إضافة { $kind }
integrations-edit = تعديل التكامل
integrations-edit-name = تعديل { $name }
integrations-empty = لا مصادر بيانات بعد
integrations-empty-why = اتصل بخادم OPC UA في المحطة، أو ابدأ بالمنشأة التجريبية.
integrations-name = الاسم
integrations-name-help = ما يُعرف به هذا المصدر هنا
integrations-saved = حُفظ { $name }.
integrations-more = المزيد
integrations-map = ربط الوسوم

integrations-field-needed = هذا الحقل مطلوب.
integrations-field-url = اكتب العنوان كاملا دون مسافات كما تبيّن المساعدة: opc.tcp://host:port أو https://host/path.
integrations-field-range = رقم ضمن المجال المبيّن أعلاه.
integrations-field-long = هذا النص طويل جدًا.
integrations-field-pem = شهادة بصيغة PEM دون مفتاحها الخاص.
integrations-field-range-help = من { $min } إلى { $max }.
integrations-secret-kept = في سلسلة المفاتيح قيمة محفوظة تظهر هكذا ***. اترك الحقل فارغًا للإبقاء عليها.
integrations-in-force-default = الحقل فارغ. السارية:
integrations-in-force-own = السارية: القيمة أعلاه، لهذا التكامل وحده. ولولاها لسرت:
integrations-in-force-own-only = السارية: القيمة أعلاه. لا توجد قيمة افتراضية.
integrations-in-force-none-only = لا توجد قيمة افتراضية.

integrations-discover = استكشاف نقاط الوصول
integrations-endpoints-of = نقاط الوصول في { $url }
integrations-endpoints-none = لا يذكر الخادم أي نقطة وصول
integrations-endpoints-none-why = الخادم يجيب لكنه لا يتيح ما يُتصل به. راجع إعداده.
integrations-endpoints-note = الاستكشاف نفسه غير محمي: لا يُعتد بما يقوله الخادم هنا إلا بعد فحص شهادته والوثوق بها.
integrations-endpoint-identities = الدخول بصفة
integrations-endpoint-address = العنوان
integrations-endpoint-use = استخدام
integrations-endpoint-unsupported = غير مدعومة
integrations-comma = {"، "}

integrations-test = اختبار
integrations-test-and-save = حفظ واختبار
integrations-test-hint-new = يحتاج الاختبار إلى إعداد محفوظ، فيُحفظ أولا دون تشغيل. والإلغاء يزيله.
integrations-test-hint = يحفظ الاختبار الإعداد أولا، والتكامل العامل يعيد الاتصال به.
integrations-test-title = اختبار الاتصال
integrations-test-of = اختبار { $name }
integrations-test-again = إعادة الاختبار
integrations-test-running = يجري الاختبار مرحلة بعد مرحلة…
integrations-test-ok = الاتصال يعمل
integrations-test-failed = الاتصال لا يعمل
integrations-test-not-yet = لم يُختبر بعد
integrations-test-not-yet-why = يمر الاختبار بكل مرحلة من مراحل الاتصال ويذكر زمنها، وحيث يفشل يبيّن السبب وما يجب فعله.
integrations-stage-passed = نجحت
integrations-stage-warned = نجحت مع تنبيه
integrations-stage-failed = فشلت
integrations-stage-skipped = لم يُصل إليها

integrations-since = منذ
integrations-rate = قراءات في الثانية
integrations-mappings = الإشارات
integrations-mappings-of = { $active } من { $all } مفعّلة
integrations-last-sync = آخر قراءة
integrations-failed-tags = وسوم متعذّرة
integrations-overflow = امتلاء الطابور
integrations-gaps = فجوات خلال { 24 } س
integrations-retry = المحاولة { $attempt }، والتالية في
integrations-start = تشغيل
integrations-stop = إيقاف
integrations-try-again = إعادة المحاولة
integrations-stop-title = إيقاف { $name }؟
integrations-stop-effect = { $count ->
    [0] لن يُجمع منه شيء حتى يُشغَّل من جديد.
    [one] ستتوقف إشارة واحدة عن الجمع. وما يحدث حتى التشغيل يُستكمل من سجل المصدر إن وُجد، وإلا بقي فجوة.
    [two] ستتوقف إشارتان عن الجمع. وما يحدث حتى التشغيل يُستكمل من سجل المصدر إن وُجد، وإلا بقي فجوة.
    [few] ستتوقف { $count } إشارات عن الجمع. وما يحدث حتى التشغيل يُستكمل من سجل المصدر إن وُجد، وإلا بقي فجوة.
    [many] ستتوقف { $count } إشارة عن الجمع. وما يحدث حتى التشغيل يُستكمل من سجل المصدر إن وُجد، وإلا بقي فجوة.
   *[other] ستتوقف { $count } إشارة عن الجمع. وما يحدث حتى التشغيل يُستكمل من سجل المصدر إن وُجد، وإلا بقي فجوة.
  }
integrations-speed = سرعة المنشأة التجريبية
integrations-speed-times = السرعة × { $times }
integrations-delete-title = حذف { $name }؟
integrations-delete-effect = { $count ->
    [0] يُحذف إعداده، وكلمة مروره من سلسلة المفاتيح. لا رجعة في ذلك.
    [one] يُحذف إعداده وربط إشارة واحدة، وكلمة مروره من سلسلة المفاتيح. لا رجعة في ذلك.
    [two] يُحذف إعداده وربط إشارتين، وكلمة مروره من سلسلة المفاتيح. لا رجعة في ذلك.
    [few] يُحذف إعداده وربط { $count } إشارات، وكلمة مروره من سلسلة المفاتيح. لا رجعة في ذلك.
    [many] يُحذف إعداده وربط { $count } إشارة، وكلمة مروره من سلسلة المفاتيح. لا رجعة في ذلك.
   *[other] يُحذف إعداده وربط { $count } إشارة، وكلمة مروره من سلسلة المفاتيح. لا رجعة في ذلك.
  }
integrations-delete-confirm = { $count ->
    [0] حذف
    [one] حذف مع ربط إشارة واحدة
    [two] حذف مع ربط إشارتين
    [few] حذف مع ربط { $count } إشارات
    [many] حذف مع ربط { $count } إشارة
   *[other] حذف مع ربط { $count } إشارة
  }
integrations-deleted = حُذف { $name }.

integrations-log = السجل
integrations-log-empty = لم يحدث شيء بعد
integrations-log-times = { $count ->
    [two] تكرّر مرتين، آخرها
    [few] تكرّر { $shown } مرات، آخرها
   *[other] تكرّر { $shown } مرة، آخرها
  }
integrations-last-error = آخر خطأ
integrations-severity-info = معلومة
integrations-severity-warning = تنبيه
integrations-severity-error = خطأ
integrations-gaps-title = الفجوات
integrations-gaps-none = لا فجوات
integrations-gaps-none-why = لا فجوة مسجّلة. أما الانقطاع القائم فيُسجَّل عند وصول القراءات من جديد.
integrations-gap-from = من
integrations-gap-length = المدة
integrations-gap-reason = السبب

certificates-own = شهادة محطة العمل هذه
certificates-own-why = يجب أن تثق الخوادم بهذه الشهادة قبل أن تقبل اتصالا آمنًا. احفظها واطلب إضافتها إلى العملاء الموثوقين على الخادم، أو قارن البصمة هناك.
certificates-own-save = حفظ بصيغة PEM…
certificates-own-saved = حُفظت الشهادة.
certificates-servers = شهادات الخوادم
certificates-server = شهادة الخادم
certificates-none = لا شهادات خوادم بعد
certificates-none-why = عند أول اختبار لخادم تنتظر شهادته هنا حتى يثق بها شخص أو يرفضها. لا يوثق بأي شهادة دون سؤال.
certificates-not-allowed = ليست من صلاحيات دورك
certificates-not-allowed-why = الشهادات من شأن من يدير التكاملات.
certificates-ask = لم يبت أحد في هذه الشهادة بعد، لذلك لا يُتبادل شيء مع الخادم. قارن البصمة بالتي على الخادم نفسه قبل الوثوق بها.
certificates-state-quarantined = تنتظر قرارًا
certificates-state-trusted = موثوقة
certificates-state-rejected = مرفوضة
certificates-expired = منتهية
certificates-not-yet = لم تسر بعد
certificates-thumbprint = البصمة (SHA-1)
certificates-copy-thumbprint = نسخ البصمة
certificates-subject = صادرة إلى
certificates-issuer = صادرة عن
certificates-self-signed = نفسها (موقّعة ذاتيًا)
certificates-application = التطبيق
certificates-hosts = المضيفون
certificates-valid = السريان
certificates-key = المفتاح
certificates-serial = الرقم التسلسلي
certificates-trust = ثقة
certificates-trust-title = الوثوق بهذا الخادم؟
certificates-trust-effect = ستؤخذ القيم من خادم يحمل هذه الشهادة على أنها قيم المحطة، وتُرسل إليه كلمة مرور التكامل. والثقة ذات طرفين: يجب أن يثق الخادم أيضًا بشهادة محطة العمل هذه، والاختبار التالي يبيّن ذلك.
certificates-trusted-now = الشهادة موثوقة الآن.
certificates-trust-withdraw = سحب الثقة
certificates-reject = رفض
certificates-reject-title = رفض هذه الشهادة؟
certificates-reject-effect = لن يُقام اتصال آمن بخادم يحمل هذه الشهادة، ويُنهى ما كان قائمًا منه. ويمكن الوثوق بها لاحقًا من قائمة الشهادات.
certificates-rejected-now = رُفضت الشهادة.
certificates-remove = نسيان
certificates-remove-title = نسيان هذه الشهادة؟
certificates-remove-effect = يُنسى القرار. فإذا عرض خادم هذه الشهادة مرة أخرى انتظرت قرارًا من جديد، ويُنهى كل اتصال يحتاج إليها.
certificates-removed-now = نُسيت الشهادة.
integrations-drift = { $count ->
    [zero] الوسوم كلها كما رُبطت.
    [one] وسم واحد لم يعد كما رُبط: اختفى من المصدر، أو لم يعد رقمًا، أو صار بوحدة أخرى.
    [two] وسمان لم يعودا كما رُبطا: اختفيا من المصدر، أو لم يعودا رقمين، أو صارا بوحدة أخرى.
    [few] { $shown } وسوم لم تعد كما رُبطت: اختفت من المصدر، أو لم تعد أرقامًا، أو صارت بوحدة أخرى.
    [many] { $shown } وسما لم تعد كما رُبطت: اختفت من المصدر، أو لم تعد أرقامًا، أو صارت بوحدة أخرى.
   *[other] { $shown } وسم لم تعد كما رُبطت: اختفت من المصدر، أو لم تعد أرقامًا، أو صارت بوحدة أخرى.
  }
integrations-drift-look = اعرضها وأعد ربطها

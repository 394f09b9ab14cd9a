# ما يقوله النظام: كل خطأ مع ما يجب فعله (`<id>-remedy`)، وأسماء المهام.
internal = حدث خطأ داخلي في OPTRIA IQ.
internal-remedy = أعد المحاولة. إن تكرر الخطأ فأرسل ملفات السجل من هذه المحطة إلى الدعم الفني.
command-unknown = لا يوجد أمر باسم { $command }.
command-unknown-remedy = اعرض قائمة الأوامر بالأمر: optria commands
command-request-malformed = تعذرت قراءة طلب الأمر { $command }.
command-request-malformed-remedy = تحقق من أسماء الحقول وأنواعها.
sign-in-needed = لم يسجل أحد الدخول.
sign-in-needed-remedy = سجّل الدخول ثم أعد المحاولة.
session-locked = النافذة مقفلة.
session-locked-remedy = افتحها بكلمة مرورك.
capability-missing = دورك لا يسمح بهذا الإجراء: تنقصك الصلاحية { $capability }.
capability-missing-remedy = اطلب من مدير النظام دورًا يملك هذه الصلاحية.
sign-in-refused = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-refused-remedy = تحقق من كليهما. بعد عدة محاولات خاطئة تُفرض مدة انتظار.
sign-in-slowed = محاولات خاطئة كثيرة. المحاولة التالية بعد { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
sign-in-slowed-remedy = انتظر ثم أعد المحاولة. يستطيع مدير النظام تعيين كلمة مرور جديدة.
unlock-refused = كلمة المرور غير صحيحة.
unlock-refused-remedy = أعد المحاولة، أو سجّل الخروج وادخل باسم شخص آخر.
password-wrong = كلمة المرور الحالية غير صحيحة.
password-wrong-remedy = اكتب كلمة المرور التي تسجل بها الدخول الآن.
password-too-short = كلمة المرور قصيرة جدًا أو طويلة جدًا.
password-too-short-remedy = استخدم { $least ->
    [one] محرفًا واحدًا
    [two] محرفين
    [few] { $least } محارف
    [many] { $least } محرفًا
   *[other] { $least } محرف
  } على الأقل.
passphrase-too-short = عبارة المرور قصيرة جدًا أو طويلة جدًا.
passphrase-too-short-remedy = استخدم 10 محارف على الأقل. لم يتغير شيء بعد.
text-misleads = في نص الحقل { $field } محرف لا يُرى أو يقلب اتجاه النص ({ $character }).
text-misleads-remedy = اكتب النص من جديد، فمثل هذه المحارف تأتي مع النسخ من مكان آخر. الحروف العربية وعلامات وصلها وفصلها مقبولة.
email-malformed = هذا ليس عنوان بريد إلكتروني.
email-malformed-remedy = اكتبه بالصيغة name@company.example.
administrator-needed = مساحة العمل الفارغة تحتاج إلى أول مدير نظام.
administrator-needed-remedy = أدخل اسم مدير النظام وبريده وكلمة مروره.
demo-has-its-people = للمصنع التجريبي أشخاصه الجاهزون.
demo-has-its-people-remedy = احذف مدير النظام من الطلب، أو اختر مساحة عمل فارغة.
person-is-yourself = لا يمكنك تعطيل حسابك أو تغيير دورك بنفسك.
person-is-yourself-remedy = اطلب ذلك من مدير نظام آخر.
role-above-own = هذا الدور يملك صلاحيات أكثر من دورك.
role-above-own-remedy = اطلب ذلك ممن يملك هذا الدور.
secret-not-given = لم يُعط السر المطلوب.
secret-not-given-remedy = عيّن المتغير { $variable }، أو نفّذ الأمر في طرفية تستطيع السؤال عنه.
keychain-unreachable = سلسلة مفاتيح النظام لا تستجيب.
keychain-unreachable-remedy = افتحها أو شغّلها (في لينكس: خدمة أسرار مثل GNOME Keyring)، أو اختر عبارة مرور.
store-key-missing = سلسلة المفاتيح تستجيب لكنها لا تحتوي مفتاح مساحة العمل هذه.
store-key-missing-remedy = سجّل الدخول إلى الحاسوب بحساب من أنشأ مساحة العمل، أو استعد سلسلة المفاتيح من نسختها الاحتياطية.
passphrase-needed = مساحة العمل مقفلة بعبارة مرور.
passphrase-needed-remedy = اكتب عبارة المرور التي اختيرت عند إنشائها.
passphrase-wrong = عبارة المرور غير صحيحة.
passphrase-wrong-remedy = أعد المحاولة. لا يستطيع أحد فتح مساحة العمل بدونها.
workspace-exists = توجد مساحة عمل هنا بالفعل.
workspace-exists-remedy = افتحها، أو اختر مجلدًا آخر بالخيار --workspace.
workspace-not-made = لا توجد مساحة عمل هنا بعد.
workspace-not-made-remedy = أنشئ واحدة عند التشغيل الأول، أو بالأمر: optria init
workspace-not-open = لا توجد مساحة عمل مفتوحة.
workspace-not-open-remedy = أنشئ مساحة عمل أو افتحها أولا؛ في سطر الأوامر حدد مجلدها بالخيار --workspace.
workspace-unreadable = تعذرت قراءة مجلد مساحة العمل.
workspace-unreadable-remedy = تحقق من وجود القرص ومن صلاحية قراءة المجلد.
workspace-unwritable = تعذرت الكتابة في مجلد مساحة العمل.
workspace-unwritable-remedy = تحقق من المساحة الحرة ومن صلاحية الكتابة في المجلد.
workspace-header-damaged = الملف workspace.json تالف.
workspace-header-damaged-remedy = استعده من نسخة احتياطية؛ مخزن البيانات بجانبه لم يُمس.
store-busy = مخزن البيانات مشغول في عملية أخرى.
store-busy-remedy = أعد المحاولة بعد لحظات.
store-damaged = ملف مخزن البيانات تالف.
store-damaged-remedy = أعد التشغيل: يُنحّى الملف جانبًا ويُنقل كل ما يمكن قراءته. لا يُحذف شيء.
store-disk-full = القرص ممتلئ؛ القراءات الجديدة تنتظر في الذاكرة.
store-disk-full-remedy = أفرغ بعض المساحة. ما خُزّن محفوظ، وسيستأنف التخزين تلقائيًا.
store-too-new = كُتب مخزن البيانات بإصدار أحدث (المخطط { $found }، وهذا الإصدار يعرف { $known }).
store-too-new-remedy = حدّث OPTRIA IQ على هذه المحطة.
store-wrong-key = المفتاح الموجود في سلسلة المفاتيح لا يفتح هذا المخزن.
store-wrong-key-remedy = استعد المفتاح الذي أُنشئ به؛ المخزن لم يُمس.
collecting-elsewhere = عملية OPTRIA أخرى على هذا الجهاز تجمع بيانات مساحة العمل هذه.
collecting-elsewhere-remedy = أغلق النافذة أو أوقف المُجمِّع الآخر أولا.
clock-jumped = قفزت ساعة هذا الجهاز بمقدار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
clock-jumped-remedy = تحقق من مزامنة الوقت (NTP) على هذا الجهاز.
settings-file-malformed = تعذرت قراءة ملف الإعدادات (السطر { $name }).
settings-file-malformed-remedy = صحّح settings.toml: كل سطر بالصيغة الاسم = القيمة.
settings-file-unreadable = تعذر فتح ملف الإعدادات.
settings-file-unreadable-remedy = تحقق من صلاحية قراءة settings.toml.
settings-missing = الإعداد { $name } مفقود.
settings-missing-remedy = عيّنه في البيئة أو في settings.toml.
settings-switch-malformed = قيمة { $name } ليست true ولا false.
settings-switch-malformed-remedy = استخدم true أو false.
settings-unknown-name = في ملف الإعدادات اسم غير معروف: { $name }.
settings-unknown-name-remedy = احذفه أو صحّح كتابته.
settings-url-malformed = قيمة { $name } ليست عنوانًا من النوع المطلوب.
settings-url-malformed-remedy = اكتبه مع البروتوكول، مثل postgres://host/database أو https://host/path.
decimal-malformed = الحقل { $field } ليس عددًا عشريًا.
decimal-malformed-remedy = اكتبه مثل 0.1 أو -12.
time-range-empty = الفترة تنتهي قبل أن تبدأ.
time-range-empty-remedy = اختر نهاية لاحقة.
time-zone-unknown = لا توجد منطقة زمنية بهذا الاسم.
time-zone-unknown-remedy = استخدم اسمًا مثل Asia/Riyadh.
site-has-assets = ما زالت في الموقع أصول.
site-has-assets-remedy = انقلها أو أخرجها من الخدمة أولا.
asset-parent-impossible = لا يمكن أن يكون الأصل جزءًا من نفسه أو من معدات موقع آخر.
asset-parent-impossible-remedy = اختر أصلا أعلى منه في الموقع نفسه.
limits-not-ordered = الحدود لا تتصاعد من LL إلى HH.
limits-not-ordered-remedy = رتبها LL < L < H < HH؛ ونطاق السكون والتأخير ليسا سالبين.
metric-name-malformed = اسم المقياس ليس بالصيغة المطلوبة.
metric-name-malformed-remedy = استخدم أحرفًا لاتينية صغيرة وأرقامًا وشرطات سفلية: bearing_temperature.
metric-unit-in-use = لا يمكن تغيير الوحدة: هناك قراءات مخزنة بالوحدة القديمة.
metric-unit-in-use-remedy = أنشئ مقياسًا جديدًا بالوحدة الجديدة واربط الإشارة به.
unit-unknown = لا توجد وحدة باسم { $unit }.
unit-unknown-remedy = استخدم رمز UCUM: ‏Cel أو bar أو mm/s أو m3/h.
unit-dimension-differs = الوحدتان { $from } و { $to } تقيسان كميتين مختلفتين.
unit-dimension-differs-remedy = اختر وحدة مصدر من نوع وحدة المقياس.
mapping-scale-zero = معامل القياس 0 يحوّل كل قراءة إلى الإزاحة.
mapping-scale-zero-remedy = استخدم معاملا آخر؛ القيمة 1 تُبقي القراءات كما هي.
mapping-tag-not-numeric = قيمة الوسم ليست رقمًا.
mapping-tag-not-numeric-remedy = اختر وسمًا رقميًا أو منطقيًا.
mapping-conversion-broken = تعذر تحويل { $tag } إلى وحدة مقياسه.
mapping-conversion-broken-remedy = افتح الربط واختر وحدة مناسبة.
integration-connector-fixed = لا يتغير نوع الموصل بعد إنشاء التكامل.
integration-connector-fixed-remedy = أنشئ تكاملا جديدًا.
integration-has-no-tags = لا وسوم لهذا التكامل: في نظام الصيانة معدات وأوامر.
integration-has-no-tags-remedy = أدخل معداته من صفحة التكامل نفسه.
integration-is-no-maintenance-system = هذا التكامل ليس نظام صيانة.
integration-is-no-maintenance-system-remedy = اختر تكامل SAP أو Oracle EAM.
integration-has-no-speed = السرعة للمصنع التجريبي فقط.
integration-has-no-speed-remedy = اختر التكامل التجريبي.
integration-queue-overflow = أسقط الخادم قيمًا من { $tag }: امتلأت قائمة انتظاره.
integration-queue-overflow-remedy = اجعل أخذ العينات أبطأ أو النشر أكثر تكرارًا.
integration-streaming = متصل؛ البيانات تصل.
integration-streaming-remedy = لا يلزم أي إجراء.
integration-started = شغّله { $person }.
integration-started-remedy = لا يلزم أي إجراء.
integration-stopped = أوقفه { $person }.
integration-stopped-remedy = شغّله متى أردت القراءات من جديد.
integration-speed-set = ضبط { $person } السرعة على { $speed } ×.
integration-speed-set-remedy = لا يلزم أي إجراء.
demo-mode-no-external-call = الوضع التجريبي مفعّل: لا يجري أي اتصال خارجي.
demo-mode-no-external-call-remedy = أوقف الوضع التجريبي من الإعدادات ثم أعد المحاولة.
external-databases-off = قواعد البيانات الخارجية معطّلة في محطة العمل هذه.
external-databases-off-remedy = يعيّن مدير النظام EXTERNAL_DB_ENABLE إلى true ثم يعيد تشغيل التطبيق.
optimization-switched-off = محرك التحسين متوقف.
optimization-switched-off-remedy = يعيّن مدير النظام OPTIMIZATION_ENGINE_ENABLED إلى true.
work-order-move-impossible = لا ينتقل أمر العمل من { $from } إلى { $to }.
work-order-move-impossible-remedy = اختر إحدى الانتقالات المعروضة.
file-not-written = تعذرت كتابة الملف { $file }.
file-not-written-remedy = اختر مكانًا آخر أو أفرغ بعض المساحة.
csv-unreadable = تعذرت قراءة الملف بصيغة CSV.
csv-unreadable-remedy = احفظه بصيغة CSV ‏(UTF-8) مع صف عناوين.
csv-column-missing = العمود { $column } مفقود.
csv-column-missing-remedy = صدّر الروابط مرة لترى جميع الأعمدة.
csv-integration-unknown = لا يوجد تكامل باسم { $value }.
csv-integration-unknown-remedy = أنشئه أولا أو صحّح الاسم.
csv-asset-unknown = لا يوجد أصل باسم { $value }.
csv-asset-unknown-remedy = أنشئه أولا أو صحّح الوسم والموقع.
csv-asset-ambiguous = عدة مواقع فيها أصل باسم { $value }.
csv-asset-ambiguous-remedy = املأ العمود site.
smoke-not-refused = لم يُرفض أمر رغم غياب جلسة.
smoke-not-refused-remedy = لا تستخدم هذا التثبيت وأبلغ عنه.
smoke-role-not-refused = لم يُرفض أمر رغم أن الدور لا يملك صلاحيته.
smoke-role-not-refused-remedy = لا تستخدم هذا التثبيت وأبلغ عنه.
smoke-order-did-not-move = لم ينتقل أمر العمل.
smoke-order-did-not-move-remedy = راجع ملفات السجل وأبلغ عن ذلك.
job-compact = تحويل القراءات إلى اتجاهات
job-compact-outcome = { $readings ->
    [one] قراءة واحدة
    [two] قراءتان
    [few] { $readings } قراءات
   *[other] { $readings } قراءة
  }
job-score = تقييم الأصول
job-score-outcome = { $assets ->
    [one] قُيّم أصل واحد
    [two] قُيّم أصلان
    [few] قُيّمت { $assets } أصول
    [many] قُيّم { $assets } أصلا
   *[other] قُيّم { $assets } أصل
  }
job-retain = الاحتفاظ بالبيانات
job-retain-outcome = { $readings ->
    [one] أُزيلت قراءة واحدة
    [two] أُزيلت قراءتان
    [few] أُزيلت { $readings } قراءات
   *[other] أُزيلت { $readings } قراءة
  }
job-retain-thinned = امتلأ القرص، وعدد الصفوف المحذوفة قبل أوانها: { $rows }
job-prune-runs = إزالة التشغيلات القديمة
job-prune-runs-outcome = { $removed ->
    [one] أُزيل مقترح أو تشغيل قديم واحد
    [two] أُزيل اثنان من المقترحات والتشغيلات القديمة
   *[other] عدد ما أُزيل من المقترحات والتشغيلات القديمة: { $removed }
  }
job-notice-others = تغييرات العمليات الأخرى
job-done = تم
job-verify = فحص ملف مخزن البيانات
job-verify-sound = الملف سليم
job-drift = مطابقة الوسوم المربوطة مع مصادرها
job-drift-outcome = { $drifted } من { $checked } من الوسوم المربوطة لم تعد كما رُبطت
store-file-missing = ملف مخزن البيانات غير موجود في مجلد مساحة العمل.
store-file-missing-remedy = استعد optria.db من نسخة احتياطية؛ لن يُنشأ مخزن جديد مكانه.
command-field-malformed = تعذرت قراءة طلب الأمر { $command }: الحقل { $field } مفقود أو قيمته ليست من النوع المطلوب.
command-field-malformed-remedy = صحّح هذا الحقل؛ التفاصيل تبيّن المطلوب.
secret-empty = المتغير { $variable } فارغ.
secret-empty-remedy = ضع فيه القيمة السرية نفسها، أو احذفه واكتبها حين تُطلب.
passphrase-empty = لم تُكتب عبارة المرور.
passphrase-empty-remedy = اكتب عبارة المرور التي اختيرت عند إنشاء مساحة العمل.
administrator-still-there = لمساحة العمل مدير نظام.
administrator-still-there-remedy = سجّل الدخول باسمه؛ مدير النظام يضيف غيره ويعيّن كلمات المرور.
collecting-nothing = لا يوجد تكامل مفعّل، فلا شيء يُجمع.
collecting-nothing-remedy = شغّل تكاملا من النافذة، أو بالأمر: optria call start_integration
cli-arguments-missing = ينقص: { $arguments }.
cli-arguments-missing-remedy = أضفها. الأمر «{ $help }» يعرض كل ما يمكن إعطاؤه.
cli-argument-unknown = لا يوجد هنا { $argument }.
cli-argument-unknown-remedy = الأمر «{ $help }» يعرض كل ما يمكن إعطاؤه.
cli-arguments-conflict = لا يجتمع { $argument } مع { $other }.
cli-arguments-conflict-remedy = احذف أحدهما.
cli-command-unknown = لا يوجد أمر باسم «{ $command }».
cli-command-unknown-remedy = الأمر «{ $help }» يعرض الأوامر المتاحة.
cli-value-missing = ورد { $argument } دون قيمة.
cli-value-missing-remedy = اكتب القيمة بعده أو احذفه.
cli-variable-empty = متغير البيئة { $variable } معيّن لكنه فارغ.
cli-variable-empty-remedy = أعطه قيمته أو ألغ تعيينه.
cli-value-not-possible = لا يقبل { $argument } القيمة «{ $value }».
cli-value-not-possible-remedy = القيم الممكنة: { $possible }.
cli-value-wrong = لا يقبل { $argument } القيمة «{ $value }».
cli-value-wrong-remedy = الأمر «{ $help }» يبيّن ما يقبله.
cli-tenant-unknown = لا توجد جهة بالرمز { $code }.
cli-tenant-unknown-remedy = الأمر «optria call list_tenants» يعرض الجهات الموجودة.
cli-opens-for-one-call = الجهة التي تُفتح بالأمر «optria call» تُغلق فورًا، فلا أحد يبقى مسجل الدخول في سطر الأوامر.
cli-opens-for-one-call-remedy = افتحها للأمر الواحد الذي تحتاجها له: optria call --tenant CODE --reason "السبب" COMMAND.
cli-workspaces-none = لا توجد مساحة عمل في { $folder }.
cli-workspaces-none-remedy = حدد المجلد الذي فيه مساحة عملك بالخيار --workspace. لا يُنظر إلا في ذلك المجلد وما أضيف بجانبه.
cli-usage-wrong = هذا ليس أمرا يعرفه optria.
cli-usage-wrong-remedy = التفاصيل تبيّن الخطأ؛ و optria --help يعرض كل الأوامر.
settings-log-malformed = { $name } ليس مرشّح سجل صحيحا.
settings-log-malformed-remedy = اكتب مستوى (error أو warn أو info أو debug أو trace)، أو target=level تفصل بينها فواصل.
settings-without-effect = ضُبط { $name } لكنه بلا أثر على محطة بلا خادم.
recovery-unseen = وُجد المخزن تالفًا وأُعيد بناؤه مما أمكنت قراءته، وحُفظ الملف التالف باسم { $file }.
recovery-unseen-remedy = اطّلع على ما فُقد بالأمر: optria call get_workspace، ثم أكّد اطلاعك بالأمر: optria call acknowledge_recovery
store-conflict = تغيّر هذا العنصر في هذه الأثناء.
store-conflict-remedy = أعد تحميله ثم كرر تعديلك.
work-order-changed = تغيّر أمر العمل { $number } في هذه الأثناء.
work-order-changed-remedy = أعد تحميله ثم كرر تعديلك.
store-row-in-use = ما زالت عناصر أخرى تعتمد عليه.
store-row-in-use-remedy = احذف تلك العناصر أو انقلها أولا.
store-not-found =
    { $what ->
        [site] هذا الموقع غير موجود أو حُذف.
        [asset] هذا الأصل غير موجود أو حُذف.
        [metric] هذا المقياس غير موجود أو حُذف.
        [integration] هذا التكامل غير موجود أو حُذف.
        [mapping] ربط الإشارة هذا غير موجود أو حُذف.
        [run] عملية ترتيب الأولويات هذه غير موجودة أو حُذفت.
        [recommendation] هذه التوصية غير موجودة أو حُذفت.
        [person] هذا الشخص غير موجود أو حُذف.
        [asset-event] هذا الحدث غير موجود أو حُذف.
        [work-order] أمر العمل هذا غير موجود أو حُذف.
       *[other] العنصر المطلوب غير موجود أو حُذف.
    }
store-not-found-remedy = حدّث القائمة؛ ربما حذفه شخص آخر.
store-duplicate = يوجد عنصر مثله من قبل.
store-duplicate-remedy = اختر اسما أو رمزا آخر.
duplicate-site-code = يوجد موقع بهذا الرمز من قبل.
duplicate-site-code-remedy = اختر رمزا آخر، أو افتح ذلك الموقع.
duplicate-asset-tag = في الموقع أصل بهذا الوسم من قبل.
duplicate-asset-tag-remedy = اختر وسما آخر، أو افتح ذلك الأصل.
duplicate-metric-name = للأصل مقياس بهذا الاسم من قبل.
duplicate-metric-name-remedy = اختر اسما آخر، أو استخدم ذلك المقياس.
duplicate-integration-name = يوجد تكامل بهذا الاسم من قبل.
duplicate-integration-name-remedy = اختر اسما آخر.
duplicate-mapping = هذا الوسم يغذي هذا المقياس من قبل.
duplicate-mapping-remedy = افتح الربط الموجود، أو اختر مقياسا آخر.
duplicate-person-email = يوجد شخص بهذا البريد الإلكتروني من قبل.
duplicate-person-email-remedy = استخدم بريدا آخر، أو افتح ذلك الشخص.
duplicate-work-order = لهذه التوصية أمر عمل من قبل.
duplicate-work-order-remedy = افتح ذلك الأمر.
recommendation-has-open-order = لهذا الأصل أمر العمل { $number } من توصية سابقة وما زال قائمًا.
recommendation-has-open-order-remedy = افتح ذلك الأمر. حين يُنجز أو يُلغى يمكن قبول هذه التوصية.
csv-row-repeats = يكرر السطر { $line }.
csv-row-repeats-remedy = أبق أحدهما فقط.
csv-row-length-differs = عدد أعمدة السطر يختلف عن صف العناوين.
csv-row-length-differs-remedy = أضف الفواصل أو احذفها في هذا السطر.
csv-quote-open = علامة اقتباس تبدأ هنا تبتلع الأسطر التي تليها.
csv-quote-open-remedy = أغلقها، أو اكتب العلامة مرتين إن كانت داخل خلية.
mapping-metric-unit-differs = للأصل { $asset } المقياس { $metric } من قبل، بوحدة { $unit }.
mapping-metric-unit-differs-remedy = اجعل هذه الوحدة وحدة المقياس، أو اختر اسم مقياس آخر.

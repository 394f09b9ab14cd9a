# قاعدة البيانات المركزية: ما يحول بين محطة العمل وجهتها، وما العمل حياله.

central-name-unknown = لا يوجد خادم بالاسم { $host }.
central-name-unknown-remedy = راجع الاسم في إعدادات الاتصال أو اسأل مسؤول الشبكة. يمكنك متابعة العمل، فكل شيء محفوظ هنا.
central-away = ‏{ $address } لا يستجيب.
central-away-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا. ما تنجزه في الأثناء محفوظ هنا ويُرسل فيما بعد.
central-plain-text = الخادم على هذا العنوان لا يتيح قناة مشفرة، فلم يُرسل إليه شيء.
central-plain-text-remedy = راجع العنوان. إن كان صحيحًا فعلى مسؤول قاعدة البيانات تفعيل TLS، أو أن في الشبكة من يعترض الاتصال.
central-certificate-unknown = شهادة الخادم ليست من سلطة التصديق التي تثق بها هذه المحطة.
central-certificate-unknown-remedy = لا تتابع. قارن ملف سلطة التصديق بالملف الذي لدى مسؤول قاعدة البيانات، أو اختر ذلك الملف إن لم تختر ملفًا؛ فإن تطابقا فربما كان هناك من يعترض الاتصال.
central-certificate-not-pinned = يعرض الخادم شهادة غير الشهادة المثبتة له.
central-certificate-not-pinned-remedy =
    المعروضة (SHA-256): { $shown }
    المثبتة: { $pinned }
    اسأل مسؤول قاعدة البيانات هاتفيًا هل جُددت الشهادة وقارن البصمة المعروضة. إن كانت شهادتهم فثبّتها في «الإعدادات» ثم «الاتصال»، وإلا فربما كان هناك من يعترض الاتصال. لم يُرسل شيء.
central-certificate-name = شهادة الخادم ليست صادرة باسم { $host }.
central-certificate-name-remedy = استعمل الاسم المذكور في الشهادة، أو اطلب من مسؤول قاعدة البيانات شهادة بهذا الاسم.
central-certificate-time = شهادة الخادم منتهية أو لم يبدأ سريانها بعد.
central-certificate-time-remedy = راجع ساعة هذا الجهاز. إن كانت صحيحة فعلى مسؤول قاعدة البيانات تجديد الشهادة.
central-tls = لم تنشأ قناة آمنة إلى الخادم.
central-tls-remedy = حاول مرة أخرى. إن تكرر ذلك فأرسل التفاصيل إلى مسؤول قاعدة البيانات.
central-not-scram = يطلب الخادم كلمة مرور حساب الجهة بطريقة تكشفها، أو لا يطلب كلمة مرور. لم تُرسل كلمة المرور.
central-not-scram-remedy = تأكد من أن هذا عنوان قاعدة بياناتكم. وعلى مسؤول قاعدة البيانات ضبط scram-sha-256 لهذا الحساب في الملف pg_hba.conf.
central-trust-unreadable = تعذرت قراءة ملف سلطة التصديق بوصفه شهادة.
central-trust-unreadable-remedy = اختر ملف PEM الذي سلمك إياه مسؤول قاعدة البيانات.
central-tls-required = ‏{ $host } جهاز آخر، وليس في الاتصال ملف سلطة تصديق.
central-tls-required-remedy = أضف ملف سلطة التصديق من مسؤول قاعدة البيانات؛ فبدون تشفير لا يمكن الوصول إلا إلى هذا الجهاز نفسه.
central-address-malformed = عنوان قاعدة البيانات ناقص أو غير صحيح.
central-address-malformed-remedy = يلزم اسم الخادم والمنفذ واسم قاعدة البيانات معًا؛ خذها من مسؤول قاعدة البيانات.
central-role-refused = حساب الجهة في قاعدة البيانات أو كلمة مروره غير صحيح.
central-role-refused-remedy = اطلب كلمة المرور الحالية من المسؤول، فقد تكون تغيرت. لا يضيع شيء مما هو محفوظ هنا.
central-tls-demanded = الخادم لا يقبل الاتصال هنا دون قناة مشفرة.
central-tls-demanded-remedy = اتصل باستعمال ملف سلطة التصديق من مسؤول قاعدة البيانات بدل الاتصال دون TLS. فإن رُفض الاتصال أيضًا فعلى المسؤول السماح بهذا الحساب وقاعدة البيانات والعنوان في pg_hba.conf.
central-not-admitted = الخادم لا يسمح بدخول هذا الحساب أو قاعدة البيانات أو الجهاز مهما كانت كلمة المرور.
central-not-admitted-remedy = على مسؤول قاعدة البيانات السماح بذلك في pg_hba.conf. ليست كلمة المرور هي السبب، فلم تُطلب بعد.
central-tenant-disabled = وصول جهتكم إلى قاعدة البيانات المركزية معطل.
central-tenant-disabled-remedy = راجع مشغل المنصة. ما تنجزه في الأثناء محفوظ هنا.
central-connection-limit = كل اتصالات جهتكم بقاعدة البيانات المركزية مستعملة.
central-connection-limit-remedy = ستعاد المحاولة تلقائيًا. إن تكرر ذلك فبإمكان المسؤول رفع الحد.
central-database-unknown = لا توجد قاعدة بيانات باسم { $database } على ذلك الخادم، أو لا يحق لحسابكم استعمالها.
central-database-unknown-remedy = راجع اسم قاعدة البيانات في إعدادات الاتصال.
central-starting = قاعدة البيانات المركزية في طور التشغيل أو الإيقاف.
central-starting-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا.
central-not-migrated = قاعدة البيانات تلك غير مهيأة لـ OPTRIA IQ.
central-not-migrated-remedy = راجع اسم قاعدة البيانات. إن كان صحيحًا فعلى مسؤولها تشغيل «optria central migrate».
central-database-older = قاعدة البيانات المركزية أقدم مما يحتاجه هذا الإصدار من OPTRIA IQ.
central-database-older-remedy = على مسؤولها تشغيل «optria central migrate» من هذا الإصدار. ما تنجزه في الأثناء محفوظ هنا.
central-database-newer = قاعدة البيانات المركزية تحتاج إصدارًا أحدث من OPTRIA IQ.
central-database-newer-remedy = حدّث OPTRIA IQ على هذه المحطة. يبقى ما هو محفوظ هنا ويُرسل بعد ذلك.
central-migration-changed = الترقية رقم { $version } لقاعدة البيانات المركزية ليست من هذا الإصدار.
central-migration-changed-remedy = هُيئت قاعدة البيانات بنسخة أخرى من البرنامج. استعمل تلك النسخة أو اطلب الدعم.
central-not-superuser = لا يحق للحساب المذكور في DATABASE_URL تهيئة قاعدة البيانات.
central-not-superuser-remedy = استعمل حساب المشرف الأعلى لقاعدة البيانات، فعزل الجهات بعضها عن بعض يتطلبه.
central-administrator-refused = لا يقبل الخادم المستخدم أو كلمة المرور المذكورين في DATABASE_URL.
central-administrator-refused-remedy = اجعل DATABASE_URL لحساب المشرف الأعلى لقاعدة البيانات بكلمة مروره الحالية.
central-tenant-unknown = لا توجد جهة بهذا الرمز.
central-tenant-unknown-remedy = قارنه بالقائمة تحت «الجهات»، فالرموز تُكتب بالحروف الكبيرة.
central-oversubscribed = تنبيه: مجموع الاتصالات المسموح بها للجهات: { $needed }، وما يقبله الخادم: { $most }. لن تجد بعض المحطات مكانًا.
central-oversubscribed-remedy = ارفع max_connections في postgresql.conf إلى { $needed } أو أكثر ثم أعد تشغيل PostgreSQL، أو خفّض عدد اتصالات الجهات.
central-database-url = القيمة DATABASE_URL غير موجودة.
central-database-url-remedy = عيّنها في بيئة التشغيل: postgres://user:password@host:5432/database لحساب المشرف الأعلى.
central-session-secret = القيمة SESSION_SECRET غير موجودة أو أقصر من 32 حرفًا.
central-session-secret-remedy = عيّنها في بيئة التشغيل، واحفظها حيث تحفظ كلمة مرور قاعدة البيانات نفسها.
central-wrong-password = البريد الإلكتروني أو كلمة المرور غير صحيح.
central-wrong-password-remedy = حاول مرة أخرى، أو اطلب من المسؤول إعادة تعيين كلمة المرور.
central-slowed = المحاولات كثيرة.
central-slowed-remedy =
    { $seconds ->
        [one] حاول مرة أخرى بعد ثانية واحدة.
        [two] حاول مرة أخرى بعد ثانيتين.
        [few] حاول مرة أخرى بعد { $seconds } ثوان.
       *[other] حاول مرة أخرى بعد { $seconds } ثانية.
    }
central-same-password = كلمة المرور الجديدة هي القديمة نفسها.
central-same-password-remedy = اختر كلمة مرور أخرى.
central-session-expired = انتهت جلستك مع قاعدة البيانات المركزية بعد 24 ساعة.
central-session-expired-remedy = سجّل الدخول من جديد. كل شيء محفوظ هنا ويُرسل بعد ذلك.
central-session-revoked = أُنهيت جلستك مع قاعدة البيانات المركزية من قبل المسؤول أو من محطة أخرى.
central-session-revoked-remedy = سجّل الدخول من جديد. كل شيء محفوظ هنا ويُرسل بعد ذلك.
central-person-deactivated = لم يعد حسابك نشطًا.
central-person-deactivated-remedy = راجع المسؤول لديكم. لا يضيع شيء مما هو محفوظ هنا.
central-password-due = يجب تغيير كلمة المرور قبل المتابعة.
central-password-due-remedy = اختر كلمة مرور جديدة.
central-signed-out = لا أحد مسجل الدخول في قاعدة البيانات المركزية.
central-signed-out-remedy = سجّل الدخول. كل شيء محفوظ هنا ويُرسل بعد ذلك.
central-forbidden = لا يملك دورك صلاحية ذلك ({ $capability }).
central-forbidden-remedy = راجع المسؤول في جهتكم.
central-not-found = لم يعد موجودًا.
central-not-found-remedy = أعد تحميل الصفحة.
central-conflict = تغيّر في الأثناء، أو أن الاسم مستعمل.
central-conflict-remedy = أعد تحميله وانظر إلى حالته الآن.
central-invalid =
    { $field ->
        [reason] السبب ناقص أو قصير جدًا أو طويل جدًا.
        [key] لا يوجد إعداد كهذا.
        [status] لا توجد حالة كهذه.
        [person] بيانات الشخص ناقصة أو غير صحيحة.
        [preferences] التفضيلات غير صحيحة.
       *[other] لا تقبل قاعدة البيانات المركزية إحدى القيم.
    }
central-invalid-remedy = صحح القيمة وحاول مرة أخرى. إن كان كل شيء سليمًا فأرسل التفاصيل إلى الدعم.
central-busy = قاعدة البيانات المركزية مشغولة بالشيء نفسه لمستخدم آخر.
central-busy-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا.
central-lost = انقطع الاتصال بقاعدة البيانات المركزية.
central-lost-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا. كل شيء محفوظ هنا.
central-database = تعذر على قاعدة البيانات المركزية تنفيذ ذلك.
central-database-remedy = حاول مرة أخرى. إن تكرر ذلك فأرسل التفاصيل إلى مسؤول قاعدة البيانات.

# الرسائل نفسها لمن لم يُحفظ له شيء بعد ولا تُعاد له المحاولة: عند أول اتصال، ولمسؤولي قاعدة البيانات.
central-name-unknown-first-remedy = راجع الاسم أو اسأل مسؤول الشبكة ثم حاول مرة أخرى.
central-away-first-remedy = راجع اسم الخادم والمنفذ، وتحقق من أن خادم قاعدة البيانات يعمل وأن الشبكة تسمح بالوصول، ثم حاول مرة أخرى.
central-certificate-not-pinned-first-remedy =
    المعروضة (SHA-256): { $shown }
    المثبتة: { $pinned }
    اعرض الشهادة من جديد وقارنها بما يقوله مسؤول قاعدة البيانات قبل أن تثبّتها. فإن لم تكن شهادتهم فربما كان هناك من يعترض الاتصال. لم يُرسل شيء.
central-role-refused-first-remedy = قارن حساب الجهة وكلمة مروره بما أعطاك إياه المسؤول، فقد يكونان تغيرا.
central-tenant-disabled-first-remedy = اطلب من مشغل المنصة تفعيله.
central-connection-limit-first-remedy = أغلق اتصال محطة أخرى أو اطلب من المسؤول رفع الحد، ثم حاول مرة أخرى.
central-starting-first-remedy = انتظر لحظة ثم حاول مرة أخرى.
central-database-older-first-remedy = على مسؤولها تشغيل «optria central migrate» من هذا الإصدار.
central-database-newer-first-remedy = حدّث OPTRIA IQ على هذا الجهاز ثم حاول مرة أخرى.
central-busy-first-remedy = حاول مرة أخرى بعد قليل.
central-lost-first-remedy = حاول مرة أخرى. إن تكرر ذلك فثمة ما يقطع الاتصال بين هذا الجهاز والخادم.
central-stage-not-used = لا تُستعمل على هذا الجهاز نفسه.

# ربط محطة العمل، والعمل دون قاعدة البيانات.
central-host-malformed = هذا ليس اسم خادم ولا عنوانه.
central-host-malformed-remedy = اكتب الاسم وحده مثل db.example أو عنوان IP؛ فللمنفذ ولقاعدة البيانات حقلان خاصان.
central-fingerprint-malformed = هذه ليست بصمة SHA-256.
central-fingerprint-malformed-remedy = تتكون البصمة من 64 رقمًا وحرفًا من a إلى f، ويجوز أن تفصل بينها نقطتان أو مسافات.
central-role-malformed = هذا ليس اسم حساب جهة.
central-role-malformed-remedy = اكتبه كما أعطاك إياه المسؤول، مثل optria_t_1f3a.
central-role-password-missing = لم تعد كلمة مرور حساب الجهة موجودة على هذه المحطة.
central-role-password-missing-remedy = اطلب الحالية من المسؤول وأدخلها تحت «تغيّرت كلمة مرور حساب الجهة».
central-certificate-malformed = تعذّرت قراءة شهادة الخادم.
central-certificate-malformed-remedy = اطلب من مسؤول قاعدة البيانات شهادة أخرى.
central-tenant-code-wrong = حساب الجهة هذا ليس للجهة ذات هذا الرمز.
central-tenant-code-wrong-remedy = قارن الرمز وحساب الجهة بما أعطاك إياه المسؤول.
central-other-tenant = هذه جهة أخرى أو قاعدة بيانات أخرى غير التي تتبعها مساحة العمل.
central-other-tenant-remedy = أضف لها مساحة عمل أخرى؛ لم يتغير شيء في هذه.
central-password-needed = انتهت جلستك مع قاعدة البيانات المركزية.
central-password-needed-remedy = اختر «الاتصال بالمركز» وأدخل كلمة مرورك. كل شيء محفوظ هنا في هذه الأثناء.
central-not-connected = لم تسجّل الدخول إلى قاعدة البيانات المركزية.
central-not-connected-remedy = اختر «الاتصال بالمركز»، أو حاول مجددًا حين يمكن الوصول إلى قاعدة البيانات المركزية.
workspace-is-standalone = ليس لمساحة العمل هذه قاعدة بيانات مركزية.
workspace-is-standalone-remedy = يُنفَّذ طلبك في مساحة عمل متصلة بقاعدة بيانات مركزية.
workspace-is-connected-not-created = مساحة عمل قاعدة البيانات المركزية لا تُنشأ هنا بل تُربط.
workspace-is-connected-not-created-remedy = اختر «الاتصال بقاعدة بيانات مركزية».
workspace-not-here = لا توجد مساحة عمل كهذه على محطة العمل هذه.
workspace-not-here-remedy = حمّل القائمة من جديد.
take-in-sign-in = البريد الإلكتروني أو كلمة المرور غير صحيحة في مساحة العمل المستقلة.
take-in-sign-in-remedy = أدخل بيانات أحد مسؤولي تلك المساحة كما تُدخلها عند تسجيل الدخول إليها.
take-in-administrator = لا يسلّم مساحة العمل المستقلة إلا مسؤول فيها.
take-in-administrator-remedy = أدخل البريد الإلكتروني وكلمة المرور لأحد مسؤوليها.
take-in-exchange = بيانات الجهة غير مكتملة على محطة العمل هذه، لذلك لم يُضم شيء.
take-in-exchange-remedy = اتصل بقاعدة البيانات وانتظر حتى تُظهر صفحة المزامنة أن كل شيء قد تُبودل، ثم حاول مرة أخرى.
take-in-simulated = المنشأة التجريبية محاكاة ولا تُضم إلى جهة.
take-in-simulated-remedy = اختر مساحة عمل فيها مصنعك الحقيقي.
take-in-central = مساحة العمل هذه تابعة لجهة من قبل.
take-in-central-remedy = اختر مساحة عمل مستقلة.
take-in-reference = لم يُضم ما يتبعه.
take-in-other-unit = تقيسه الجهة بوحدة { $tenant } وتقيسه مساحة العمل المستقلة بوحدة { $standalone }، فتكون الحدود والمقياس خطأ.
take-in-other-connector = لدى الجهة تكامل بهذا الاسم عبر موصل آخر ({ $tenant } وليس { $standalone }).
adopt-nobody = لا يوجد شخص كهذا في هذه الجهة.
adopt-nobody-remedy = حمّل القائمة من جديد.
adopt-active = لا يزال هذا الشخص نشطًا ويرسل تغييراته بنفسه.
adopt-active-remedy = اطلب منه تسجيل الدخول على محطة العمل هذه، أو أوقف حسابه أولا إن كان لن يعود.
smoke-test-is-central = مساحة العمل هذه تابعة لجهة، ولا يُكتب في مصنعها من أجل اختبار.
smoke-test-is-central-remedy = يشغّل مسؤول قاعدة البيانات المركزية الأمر ⁨optria smoke-test --central⁩، وله جهة خاصة به.
people-are-central = أشخاص مساحة العمل هذه محفوظون في قاعدة البيانات المركزية.
people-are-central-remedy = استخدم صفحة «المستخدمون»، وهي تحتاج إلى الاتصال بها.
person-deactivated = لم يعد حسابك نشطًا.
person-deactivated-remedy = راجع المسؤول لديك. لم يُفقد شيء مما هو محفوظ هنا.
workstation-key-damaged = تعذّرت قراءة مفتاح محطة العمل هذه.
workstation-key-damaged-remedy = يزيل أحد المسؤولين هذه المحطة ثم يعتمدها من جديد.
sign-in-refused-offline =
    { $reason ->
        [central-role-refused] لم تعد قاعدة البيانات المركزية تقبل كلمة مرور حساب الجهة على هذه المحطة، والبريد وكلمة المرور المدخلان لا يفتحان مساحة العمل بدونها.
        [central-name-unknown] تعذّر العثور على خادم قاعدة البيانات المركزية، والبريد وكلمة المرور المدخلان لا يفتحان مساحة العمل بدونها.
       *[other] لا يمكن استخدام قاعدة البيانات المركزية حاليًا، والبريد وكلمة المرور المدخلان لا يفتحان مساحة العمل بدونها.
    }
sign-in-refused-offline-remedy = تحقق من كليهما. ومن لم يسجّل الدخول هنا من قبل لا يستطيع ذلك إلا عند الوصول إلى قاعدة البيانات المركزية.
unlock-needs-central = لا يمكنك فتح مساحة العمل هذه إلا عند الوصول إلى قاعدة البيانات المركزية.
unlock-needs-central-remedy = سجّل الدخول حين يمكن الوصول إليها، وبعدها يمكنك العمل بدونها أيضًا.
unlock-grace-over =
    { $days ->
        [zero] انتهت المدة التي يجوز فيها فتح مساحة العمل هذه دون قاعدة البيانات المركزية.
        [one] انتهى اليوم الذي يجوز فيه فتح مساحة العمل هذه دون قاعدة البيانات المركزية.
        [two] انتهى اليومان اللذان يجوز فيهما فتح مساحة العمل هذه دون قاعدة البيانات المركزية.
        [few] انتهت الأيام الـ{ $days } التي يجوز فيها فتح مساحة العمل هذه دون قاعدة البيانات المركزية.
        [many] انتهت مدة الـ{ $days } يومًا التي يجوز فيها فتح مساحة العمل هذه دون قاعدة البيانات المركزية.
       *[other] انتهت مدة الـ{ $days } يوم التي يجوز فيها فتح مساحة العمل هذه دون قاعدة البيانات المركزية.
    }
unlock-grace-over-remedy = سجّل الدخول مرة واحدة حين يمكن الوصول إلى قاعدة البيانات المركزية. كل شيء محفوظ هنا، والتجميع مستمر.
unlock-clock-set-back = تعرض ساعة هذا الحاسوب وقتًا قد مضى هنا بالفعل.
unlock-clock-set-back-remedy = اضبط الساعة، أو سجّل الدخول حين يمكن الوصول إلى قاعدة البيانات المركزية.
job-watch-central = قاعدة البيانات المركزية
job-watch-central-outcome = الجلسات المتصلة: { $online }، وغير المتصلة: { $offline }
workstation-not-enrolled = هذه المحطة غير معتمدة لدى قاعدة البيانات المركزية.
workstation-not-enrolled-remedy = يعتمدها أحد المسؤولين من صفحة «المحطات».

job-sync = التبادل مع قاعدة البيانات المركزية
job-sync-outcome = العمليات المرسلة: { $sent }، والصفوف المستلمة: { $received }
job-leases = من يجمع القراءات
job-leases-outcome = يُجمع هنا: { $held }، وفي محطات أخرى: { $others }
job-forward = إرسال القراءات إلى قاعدة البيانات المركزية
job-forward-outcome = القراءات المُرسلة: { $readings }
central-silent = توقفت قاعدة البيانات المركزية عن الرد.
central-silent-remedy = لا يلزمك شيء: يُعاد الاتصال تلقائيًا، وكل شيء محفوظ هنا.
conflict-decided = حُسم هذا التعارض من قبل.
conflict-decided-remedy = حمّل القائمة من جديد.
conflict-value-not-taken = لا يقبل الحقل هذه القيمة ({ $column }).
conflict-value-not-taken-remedy = عدّل القيمة، أو أبق قيمة الآخر.
conflict-row-gone = حُذف في هذه الأثناء ما يخصه هذا التعارض.
conflict-row-gone-remedy = أبق قيمة الآخر. تبقى قيمك في السجل { 35 } يومًا.
central-role-password-again = يلزم إدخال كلمة المرور من جديد لخادم آخر أو حساب آخر.
central-role-password-again-remedy = أدخل كلمة مرور حساب الجهة. المحفوظة هنا لا تُعرض على أي خادم آخر.

# قاعدة البيانات المركزية: ما يحول بين محطة العمل وجهتها، وما العمل حياله.

central-name-unknown = لا يوجد خادم بالاسم { $host }.
central-name-unknown-remedy = راجع الاسم في إعدادات الاتصال أو اسأل مسؤول الشبكة. يمكنك متابعة العمل، فكل شيء محفوظ هنا.
central-away = ‏{ $address } لا يستجيب.
central-away-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا. ما تنجزه في الأثناء محفوظ هنا ويُرسل فيما بعد.
central-plain-text = الخادم على هذا العنوان لا يتيح قناة مشفرة، فلم يُرسل إليه شيء.
central-plain-text-remedy = راجع العنوان. إن كان صحيحًا فعلى مسؤول قاعدة البيانات تفعيل TLS، أو أن في الشبكة من يعترض الاتصال.
central-certificate-unknown = شهادة الخادم ليست من جهة الإصدار التي تثق بها هذه المحطة.
central-certificate-unknown-remedy = لا تتابع. قارن ملف جهة الإصدار بالملف الذي لدى مسؤول قاعدة البيانات؛ فإن تطابقا فربما كان هناك من يعترض الاتصال.
central-certificate-name = شهادة الخادم ليست صادرة باسم { $host }.
central-certificate-name-remedy = استعمل الاسم المذكور في الشهادة، أو اطلب من مسؤول قاعدة البيانات شهادة بهذا الاسم.
central-certificate-time = شهادة الخادم منتهية أو لم يبدأ سريانها بعد.
central-certificate-time-remedy = راجع ساعة هذا الجهاز. إن كانت صحيحة فعلى مسؤول قاعدة البيانات تجديد الشهادة.
central-tls = لم تنشأ قناة آمنة إلى الخادم.
central-tls-remedy = حاول مرة أخرى. إن تكرر ذلك فأرسل التفاصيل إلى مسؤول قاعدة البيانات.
central-trust-unreadable = تعذرت قراءة ملف جهة الإصدار بوصفه شهادة.
central-trust-unreadable-remedy = اختر ملف PEM الذي سلمك إياه مسؤول قاعدة البيانات.
central-tls-required = ‏{ $host } جهاز آخر، وليس في الاتصال ملف جهة إصدار.
central-tls-required-remedy = أضف ملف جهة الإصدار من مسؤول قاعدة البيانات؛ فبدون تشفير لا يمكن الوصول إلا إلى هذا الجهاز نفسه.
central-address-malformed = عنوان قاعدة البيانات ناقص أو غير صحيح.
central-address-malformed-remedy = يلزم اسم الخادم والمنفذ واسم قاعدة البيانات معًا؛ خذها من مسؤول قاعدة البيانات.
central-role-refused = حساب الجهة في قاعدة البيانات أو كلمة مروره غير صحيح.
central-role-refused-remedy = اطلب كلمة المرور الحالية من المسؤول، فقد تكون تغيرت. لا يضيع شيء مما هو محفوظ هنا.
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
central-invalid = ‏{ $field } ناقص أو غير صحيح.
central-invalid-remedy = صححه وحاول مرة أخرى.
central-busy = قاعدة البيانات المركزية مشغولة بالشيء نفسه لمستخدم آخر.
central-busy-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا.
central-lost = انقطع الاتصال بقاعدة البيانات المركزية.
central-lost-remedy = لا يلزم شيء: ستعاد المحاولة تلقائيًا. كل شيء محفوظ هنا.
central-database = تعذر على قاعدة البيانات المركزية تنفيذ ذلك.
central-database-remedy = حاول مرة أخرى. إن تكرر ذلك فأرسل التفاصيل إلى مسؤول قاعدة البيانات.

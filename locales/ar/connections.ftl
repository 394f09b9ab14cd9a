# ‏الطريق إلى خادم في المحطة: المضيف والمنفذ وTLS. لكل عطل علاجه.

net-host-malformed = الحقل { $field } لا يحوي اسم جهاز ولا عنوانه.
net-host-malformed-remedy = أدخل الاسم أو عنوان IP وحده، مثل mes-db.plant.local، دون https:// ودون مسار، والمنفذ في حقله.
net-host-not-found = لم يُعثر على جهاز باسم { $host }.
net-host-not-found-remedy = تحقق من كتابة الاسم أو استخدم عنوان IP. إن كان الاسم صحيحًا فاسأل مسؤول الشبكة هل يعرفه خادم الأسماء لهذه المحطة.
net-connection-refused = الجهاز { $host } موجود، لكن لا شيء يقبل الاتصال على المنفذ { $port }.
net-connection-refused-remedy = تحقق من رقم المنفذ ومن أن برنامج الخادم يعمل. قد يكون جدار الحماية على الخادم هو الرافض.
net-host-unreachable = تعذر الوصول إلى { $host } على المنفذ { $port }.
net-host-unreachable-remedy = تحقق من كابل الشبكة والمسار واتصال VPN بشبكة المنشأة.
net-connect-timed-out = لم يقبل { $host } الاتصال على المنفذ { $port } خلال { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
net-connect-timed-out-remedy = الجهاز مطفأ، أو أن جدار حماية يُسقط الحزم بصمت. اطلب فتح المنفذ { $port } بين هذه المحطة والخادم.
net-timed-out = لم يصل رد خلال { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
net-timed-out-remedy = الخادم أو الشبكة تحت حمل زائد. أعد المحاولة، وإن استمر ذلك فافحص حمل الخادم.
net-rate-limited = لا يقبل { $host } أسئلة أخرى الآن، ويطلب الانتظار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
net-rate-limited-remedy = يُعاد السؤال تلقائيًا بعد هذه المدة. إن تكرر ذلك فاجعل السؤال أقل تكرارًا أو اطلب رفع الحد.
net-connection-lost = انقطع الاتصال بالخادم.
net-connection-lost-remedy = يُعاد الاتصال تلقائيًا. إن تكرر الانقطاع فافحص الشبكة وسجل الخادم.
net-authority-unreadable = نص سلطة تصديق الشهادات لا يحوي شهادة يمكن قراءتها.
net-authority-unreadable-remedy = ألصق شهادة سلطة التصديق الخاصة بالمحطة كاملة بصيغة PEM، من BEGIN CERTIFICATE إلى END CERTIFICATE، أو اترك الحقل فارغًا للوثوق بسلطات التصديق المعتمدة في هذا الحاسوب.
net-password-not-encrypted = ما يُرسل إلى { $host } غير مشفّر: يمكن قراءة كلمة المرور وكل القيم في الطريق.
net-password-not-encrypted-remedy = اختر التشفير، أو لا تستخدم ذلك إلا داخل شبكة لا يستطيع أحد غيركم التنصت عليها.
net-tls-not-spoken = ما يعمل على { $host } بالمنفذ { $port } لا يدعم TLS.
net-tls-not-spoken-remedy = تحقق من رقم المنفذ. إن لم يكن TLS مفعّلا في الخادم فاطلب تفعيله، ولا تختر «بدون تشفير» إلا إذا تعذر ذلك.
net-tls-refused = قطع { $host } بدء اتصال TLS على المنفذ { $port }.
net-tls-refused-remedy = ربما لا يوفر الخادم إلا إصدارات TLS أقدم من 1.2، أو يطلب شهادة عميل. اطلب من مسؤوله TLS 1.2 أو 1.3 دون شهادة عميل.
net-certificate-untrusted = شهادة { $host } صادرة عن جهة غير موثوقة هنا: { $issuer }. بصمة SHA-256: { $fingerprint }.
net-certificate-untrusted-remedy = اطلب من مسؤول الخادم شهادة سلطة التصديق وألصقها في حقلها. إن لم تكن تتوقع شهادة أخرى فلا تفعل، واسأل عمّن غيّرها.
net-certificate-expired = انتهت صلاحية شهادة { $host } في { $until }: ‏{ $subject }.
net-certificate-expired-remedy = اطلب تجديدها في الخادم. إن كان هذا التاريخ لم يأت بعد عندك فساعة هذه المحطة خاطئة.
net-certificate-not-yet-valid = لا تسري شهادة { $host } إلا ابتداء من { $from }: ‏{ $subject }.
net-certificate-not-yet-valid-remedy = تحقق من ساعة هذه المحطة وساعة الخادم.
net-certificate-wrong-host = الشهادة صادرة للأسماء { $names } لا للاسم { $host }.
net-certificate-wrong-host-remedy = استخدم أحد الأسماء الواردة في الشهادة اسمًا للمضيف، أو اطلب إصدار شهادة بالاسم { $host } في الخادم.
net-certificate-unusable = لا يمكن استخدام شهادة { $host }: ‏{ $subject }.
net-certificate-unusable-remedy = اطلب إصدار شهادة جديدة في الخادم: شهادة خادم من الإصدار الثالث، واسم الخادم بين أسمائها البديلة.
net-certificate-expires-soon = تنتهي صلاحية شهادة { $host } في { $until }: ‏{ $subject }.
net-certificate-expires-soon-remedy = اطلب تجديدها في الخادم قبل ذلك.

# Windows sign-in (Kerberos) at a web server: with the ticket of the person at this machine.

negotiate-library-missing = لا توجد في هذا الحاسوب مكتبة لدخول Windows (Kerberos).
negotiate-library-missing-remedy = اطلب تثبيت الحزمة libgssapi-krb5-2 (في Debian وUbuntu) أو krb5-libs (في Red Hat) ثم ابدأ التكامل من جديد. كل ما عدا ذلك يعمل بدونها.
negotiate-no-ticket = لا توجد تذكرة Kerberos على هذا الحاسوب للحساب الذي يشغّل هذا البرنامج، فلا يمكن إخبار { $host } بمن يسأل.
negotiate-no-ticket-remedy = سجّل الدخول إلى هذا الحاسوب بحساب من النطاق؛ وفي Linux نفّذ kinit name@DOMAIN. وللجمع دون شخص اجعل خدمة تحفظ تذكرة من ملف keytab. تُعاد المحاولة تلقائيًا.
negotiate-ticket-expired = انتهت صلاحية تذكرة Kerberos على هذا الحاسوب.
negotiate-ticket-expired-remedy = اقفل هذا الحاسوب وسجّل الدخول من جديد، أو نفّذ kinit. تُعاد المحاولة تلقائيًا متى وُجدت تذكرة جديدة. والتذاكر التي تتجدد تلقائيًا تُبقي الجمع مستمرًا.
negotiate-service-unknown = لا يعرف النطاق خدمة ويب باسم { $host } (HTTP/{ $host }).
negotiate-service-unknown-remedy = أدخل الاسم الكامل لحاسوب PI Web API كما يعرفه النطاق، لا عنوان IP ولا اسمًا مختصرًا. إن كان صحيحًا فاطلب تسجيل اسم الخدمة: setspn -S HTTP/{ $host } مع الحساب الذي يعمل به PI Web API.
negotiate-clock-skew = رفض { $host } أو النطاق التذكرة لأن ساعات الحواسيب تختلف بأكثر من خمس دقائق.
negotiate-clock-skew-remedy = اضبط ساعة هذا الحاسوب وساعة { $host } على خادم الوقت في النطاق. تُعاد المحاولة تلقائيًا.
negotiate-domain-away = لا يجيب هذا الحاسوب أي متحكم بالنطاق، فلا تذكرة للخادم { $host }.
negotiate-domain-away-remedy = تحقق من الشبكة إلى متحكم النطاق (المنفذ 88)، وفي Linux من النطاق في /etc/krb5.conf. تُعاد المحاولة تلقائيًا.
negotiate-refused = رفض { $host } تذكرة Kerberos للشخص المسجَّل دخوله.
negotiate-refused-remedy = اطلب التحقق من أن اسم الخدمة HTTP/{ $host } يعود إلى الحساب الذي يعمل به PI Web API وحده (setspn -Q)، ومن أن لهذا الشخص ربطًا في PI. لن تُعاد المحاولة حتى تغيّر شيئًا أو تبدأ من جديد.
negotiate-failed = لم يتم دخول Windows (Kerberos) إلى { $host }.
negotiate-failed-remedy = في السجل كلمات المكتبة نفسها. تحقق مع مسؤول الشبكة من عضوية هذا الحاسوب في النطاق. تُعاد المحاولة تلقائيًا.

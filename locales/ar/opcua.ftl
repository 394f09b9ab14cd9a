# ‏OPC UA: ما قد يتعطل مع الخادم وما العمل حياله. لكل رسالة علاجها.

opcua-url-malformed = ‏{ $url } ليس عنوان OPC UA.
opcua-url-malformed-remedy = اكتبه بالصيغة opc.tcp://host:port، مثل opc.tcp://plc7:4840.
opcua-host-not-found = لم يُعثر على جهاز باسم { $host }.
opcua-host-not-found-remedy = تحقق من كتابة الاسم أو استخدم عنوان IP. إن كان الاسم صحيحًا فاسأل مسؤول الشبكة هل يعرفه خادم الأسماء لهذه المحطة.
opcua-connection-refused = الجهاز { $host } موجود، لكن لا شيء يقبل الاتصال على المنفذ { $port }.
opcua-connection-refused-remedy = تحقق من رقم المنفذ ومن أن خادم OPC UA يعمل. قد يكون جدار الحماية على الخادم هو الرافض.
opcua-host-unreachable = تعذر الوصول إلى { $host } على المنفذ { $port }.
opcua-host-unreachable-remedy = تحقق من كابل الشبكة والمسار واتصال VPN بشبكة المنشأة.
opcua-connect-timed-out = لم يقبل { $host } الاتصال على المنفذ { $port } خلال { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
opcua-connect-timed-out-remedy = الجهاز مطفأ، أو أن جدار حماية يُسقط الحزم بصمت. اطلب فتح المنفذ { $port } بين هذه المحطة والخادم.
opcua-no-answer = قبل { $host } الاتصال على المنفذ { $port } لكنه لم يرد خلال { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
opcua-no-answer-remedy = برنامج الخادم متوقف عن الاستجابة، أو أن برنامجًا آخر يستخدم هذا المنفذ. أعد تشغيل خادم OPC UA أو تحقق من رقم المنفذ.
opcua-not-an-opcua-server = ما يعمل على { $host } بالمنفذ { $port } ليس خادم OPC UA.
opcua-not-an-opcua-server-remedy = تحقق من رقم المنفذ: هذا المنفذ لبرنامج آخر، وغالبًا خادم ويب. منفذ OPC UA المعتاد هو 4840.
opcua-endpoint-url-refused = لا يعرف الخادم المسار الوارد في هذا العنوان ({ $status }).
opcua-endpoint-url-refused-remedy = استخدم «استكشاف» واعتمد أحد العناوين التي يعرضها الخادم.
opcua-timed-out = لم يصل رد خلال { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
opcua-timed-out-remedy = الخادم أو الشبكة تحت حمل زائد. أعد المحاولة، وإن استمر ذلك فافحص حمل الخادم.
opcua-service-timed-out = لم يرد الخادم على الطلب في الوقت المحدد ({ $status }).
opcua-service-timed-out-remedy = الخادم أو الشبكة تحت حمل زائد. زيادة فترتي النشر والعيّنات تخفف عنه.
opcua-connection-lost = انقطع الاتصال بالخادم ({ $status }).
opcua-connection-lost-remedy = يُعاد الاتصال تلقائيًا. إن تكرر الانقطاع فافحص الشبكة وسجل الخادم.
opcua-server-silent = لم يرسل الخادم شيئًا منذ { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  } رغم بقاء الاتصال.
opcua-server-silent-remedy = يُعاد الاتصال تلقائيًا. إن تكرر ذلك فالخادم تحت حمل زائد أو متوقف عن الاستجابة؛ افحص سجله.
opcua-server-shutting-down = الخادم قيد الإيقاف ({ $state }).
opcua-server-shutting-down-remedy = انتظر حتى يُعاد تشغيله، ثم يُعاد الاتصال تلقائيًا.
opcua-server-not-running = الخادم ليس في وضع التشغيل؛ حالته { $state }.
opcua-server-not-running-remedy = اطلب من مسؤول الخادم نقله إلى الحالة Running.
opcua-service-failed = رفض الخادم الطلب: { $status }.
opcua-service-failed-remedy = ابحث عن الرمز في وثائق الخادم، أو أرسله إلى المورّد مع سجل الخادم.
opcua-request-too-large = عد الخادم حتى أصغر طلب كبيرًا أكثر من اللازم ({ $status }).
opcua-request-too-large-remedy = ارفع حدود العمليات وأحجام الرسائل في الخادم.
opcua-too-many-sessions = لم تبق في الخادم جلسة متاحة لهذه المحطة ({ $status }).
opcua-too-many-sessions-remedy = أغلق عملاء آخرين لهذا الخادم أو ارفع حد الجلسات فيه. الجلسات المتبقية بعد انهيار تنتهي تلقائيًا بعد دقائق.

opcua-policy-not-offered = لا يوفر الخادم { $wanted }. ما يوفره: { $offered }.
opcua-policy-not-offered-remedy = اختر إحدى السياسات المتاحة، أو اطلب تفعيل السياسة المطلوبة في الخادم.
opcua-policy-refused = رفض الخادم سياسة الأمان أو نمطه ({ $status }).
opcua-policy-refused-remedy = استخدم «استكشاف» واختر سياسة ونمطًا يوفرهما الخادم.
opcua-identity-not-offered = لا يقبل الخادم هذا النوع من تسجيل الدخول عند نقطة النهاية هذه ({ $identity }).
opcua-identity-not-offered-remedy = اختر طريقة أخرى لتسجيل الدخول. يعرض «استكشاف» ما تقبله كل نقطة نهاية.
opcua-access-denied = رفض الخادم هذا المستخدم ({ $status }).
opcua-access-denied-remedy = تحقق من اسم المستخدم وكلمة المرور. جُرّبت مرة واحدة فقط كي لا يُقفل الحساب، ولن تُجرّب ثانية حتى تغيّرها أو تبدأ من جديد.
opcua-identity-refused = تعذر على الخادم استخدام بيانات الدخول هذه ({ $status }).
opcua-identity-refused-remedy = تحقق من أن شهادة المستخدم ومفتاحها الخاص متطابقان وأن الخادم يعرف الشهادة.
opcua-user-certificate-malformed = تعذرت قراءة شهادة المستخدم أو مفتاحها الخاص (الحقل { $field }).
opcua-user-certificate-malformed-remedy = الصق نص PEM كاملا من سطر BEGIN إلى سطر END. يجب أن يكون المفتاح الخاص من نوع RSA ودون عبارة مرور.
opcua-password-not-encrypted = تنتقل كلمة المرور إلى الخادم عبر قناة غير مؤمّنة.
opcua-password-not-encrypted-remedy = اختر السياسة Basic256Sha256 أو أقوى، أو استخدم مستخدمًا له حق القراءة فقط.

opcua-certificate-missing = ليست للخادم شهادة رغم أنه يوفر الأمان.
opcua-certificate-missing-remedy = اطلب إنشاء شهادة في الخادم.
opcua-certificate-malformed = تعذرت قراءة شهادة الخادم: { $field }.
opcua-certificate-malformed-remedy = اطلب إنشاء شهادة جديدة في الخادم. قبول هذه الشهادة لا يفيد.
opcua-certificate-untrusted = شهادة الخادم غير معروفة هنا بعد: { $subject }، البصمة { $thumbprint }.
opcua-certificate-untrusted-remedy = قارن البصمة بالتي يعرضها الخادم نفسه. إن تطابقتا فاعتمد الشهادة في صفحة الشهادات. وإن لم تكن تتوقع شهادة جديدة فلا تعتمدها واسأل من غيّرها.
opcua-certificate-rejected = سبق أن رفض أحد الأشخاص شهادة هذا الخادم: { $subject }، البصمة { $thumbprint }.
opcua-certificate-rejected-remedy = إن كان ذلك خطأ فاعتمدها في صفحة الشهادات.
opcua-certificate-expired = انتهت صلاحية شهادة الخادم في { $date }: { $subject }.
opcua-certificate-expired-remedy = اطلب إنشاء شهادة جديدة في الخادم. إن كان هذا التاريخ في المستقبل لديك فساعة هذه المحطة خاطئة.
opcua-certificate-not-yet-valid = شهادة الخادم صالحة ابتداء من { $date } فقط: { $subject }.
opcua-certificate-not-yet-valid-remedy = تحقق من ساعتي هذه المحطة والخادم.
opcua-certificate-expires-soon = تنتهي صلاحية شهادة الخادم في { $date }: { $subject }.
opcua-certificate-expires-soon-remedy = اطلب تجديدها في الخادم قبل ذلك؛ ويجب اعتماد الجديدة هنا من جديد.
opcua-certificate-wrong-host = شهادة الخادم صادرة لـ { $names } وليست لـ { $host }.
opcua-certificate-wrong-host-remedy = استخدم في العنوان أحد الأسماء الواردة في الشهادة، أو اطلب إنشاء شهادة بالاسم { $host } في الخادم.
opcua-certificate-wrong-uri = شهادة الخادم تخص التطبيق { $found } بينما يعرّف الخادم نفسه بـ { $expected }.
opcua-certificate-wrong-uri-remedy = اطلب إنشاء شهادة في الخادم تحمل معرّف التطبيق (URI) الخاص به.
opcua-certificate-weak-key = مفتاح شهادة الخادم قصير أكثر من اللازم: { $key }.
opcua-certificate-weak-key-remedy = اطلب إنشاء شهادة بمفتاح RSA لا يقل عن 2048 بت في الخادم.
opcua-own-certificate-refused = لا يقبل الخادم شهادة هذه المحطة ({ $status }).
opcua-own-certificate-refused-remedy = اطلب من مسؤول الخادم اعتماد الشهادة ذات البصمة { $thumbprint }. يمكن تصديرها من صفحة الشهادات، وبعدها يتم الاتصال تلقائيًا.
opcua-certificate-not-listed = لا توجد شهادة بالبصمة { $thumbprint }.
opcua-certificate-not-listed-remedy = أعد تحميل قائمة الشهادات؛ ربما أزالها شخص آخر.
opcua-certificate-store-unusable = تعذر استخدام مجلد الشهادات: { $path }.
opcua-certificate-store-unusable-remedy = تحقق من أن القرص غير ممتلئ وأن لك حق الكتابة في هذا المجلد.

opcua-clock-skew = تختلف ساعة الخادم عن ساعة هذه المحطة بمقدار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
opcua-clock-skew-remedy = اضبطهما على خادم الوقت نفسه (NTP). تحتفظ القراءات بوقت الخادم، وإلا ظهرت قبل وقتها أو بعده.

opcua-node-unknown = لا يعرف الخادم هذه العقدة ({ $status }).
opcua-node-unknown-remedy = تصفّح من جديد؛ فقد تغيّر فضاء العناوين في الخادم.
opcua-tag-unknown = لا يعرف الخادم الوسم { $tag }.
opcua-tag-unknown-remedy = تصفّح إليه واربطه من جديد: فقد أُعيدت تسميته أو أُزيل من الخادم. تُعاد المحاولة كل دقيقة.
opcua-tag-malformed = ‏{ $tag } ليس معرّف عقدة OPC UA.
opcua-tag-malformed-remedy = اكتبه بالصيغة nsu=namespace;s=name أو اختره عن طريق التصفح.
opcua-tag-not-a-variable = ليست لـ { $tag } قيمة: فهو مجلد أو كائن.
opcua-tag-not-a-variable-remedy = افتحه واربط أحد المتغيرات التي فيه.
opcua-tag-not-readable = لا يحق لهذا المستخدم قراءة { $tag } ({ $status }).
opcua-tag-not-readable-remedy = اطلب منح المستخدم حق القراءة في الخادم.
opcua-tag-not-numeric = قيمة { $tag } ليست رقمًا.
opcua-tag-not-numeric-remedy = اربط بدلا منه وسمًا قيمته رقم أو تشغيل/إيقاف؛ فالنصوص والمصفوفات والبنى لا تُرسم اتجاهاتها.
opcua-tag-failed = تعذرت متابعة { $tag }: { $status }.
opcua-tag-failed-remedy = افحص الوسم في الخادم. تُعاد المحاولة كل دقيقة.
opcua-too-many-monitored-items = لم يبق في الخادم متسع لمتابعة { $tag }.
opcua-too-many-monitored-items-remedy = قلّل عدد الوسوم المتابعة من هذا الخادم أو ارفع حد العناصر المراقبة فيه.

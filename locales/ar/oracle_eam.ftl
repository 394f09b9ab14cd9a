# ‏Oracle Fusion Cloud Maintenance: ما قد يتعطل في النظام وما العمل حياله. لكل رسالة علاجها.

oracle-url-malformed = ‏{ $url } ليس عنوانًا من النوع المطلوب هنا.
oracle-url-malformed-remedy = اكتبه بالصيغة https://host دون اسم مستخدم أو كلمة مرور أو علامة استفهام فيه؛ ولمسار الموارد حقل خاص به.
oracle-path-malformed = ‏{ $path } ليس مسار موارد REST في Oracle.
oracle-path-malformed-remedy = أدخل المسار من أول شرطة مائلة، دون اسم المضيف ودون علامة استفهام، مثل /fscmRestApi/resources/11.13.18.05.
oracle-zone-unknown = لا توجد منطقة زمنية باسم { $zone }.
oracle-zone-unknown-remedy = أدخل اسمًا من قاعدة المناطق الزمنية، مثل Asia/Riyadh.
oracle-code-malformed = لا يصلح { $given } للحقل { $field }.
oracle-code-malformed-remedy = أدخل الرمز كما هو في Oracle لا معناه: حروف وأرقام وشرطات ونقاط ومسافات فقط؛ وافصل رموز الأعطال بفواصل إن تعددت.
oracle-redirected = يحيل { $host } إلى عنوان آخر: { $to }.
oracle-redirected-remedy = أدخل العنوان الذي يحيل إليه إن كان بيئة Fusion لديكم. لا تُتبع الإحالة تلقائيًا كي لا تصل كلمة المرور إلى خادم آخر. إن كانت صفحة دخول فالمطلوب دخول موحد: اطلب السماح لهذا المستخدم باستخدام REST بكلمة مرور، أو استخدم OAuth 2.0.
oracle-access-denied = رفض { $host } المستخدم { $user } أو كلمة المرور.
oracle-access-denied-remedy = تحقق منهما في Security Console. جُرّبت مرة واحدة فقط كي لا يُقفل المستخدم، ولن تُجرَّب ثانية حتى تغيّرها أو تبدأ من جديد. وكلمة المرور المنتهية أو المستخدم الذي يدخل بالاتحاد وحده يُرفضان هكذا أيضًا.
oracle-token-refused = رفض { $host } رمز الدخول الصادر لـ { $user }: انتهت صلاحيته أو ليس مخصصًا له.
oracle-token-refused-remedy = طُلب رمز جديد فرُفض أيضًا. تحقق من النطاق (فيه اسم بيئة Fusion) ومن أن تطبيق العميل مسند إلى مستخدم في Fusion.
oracle-token-endpoint-refused = رفض خادم الرموز { $endpoint } العميل { $user }: { $said }.
oracle-token-endpoint-refused-remedy = تحقق من معرّف العميل وسره في نطاق الهوية، ومن أن التطبيق نشط ومسموح له بمنح client credentials بهذا النطاق.
oracle-token-endpoint-without-token = ما يجيب به { $endpoint } ليس رمز دخول.
oracle-token-endpoint-without-token-remedy = تحقق من عنوان الرموز؛ ينتهي في نطاقات الهوية لدى Oracle بـ /oauth2/v1/token.
oracle-token-endpoint-unavailable = خادم الرموز { $endpoint } غير متاح ({ $status }).
oracle-token-endpoint-unavailable-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص نطاق الهوية في وحدة تحكم Oracle Cloud.
oracle-not-fusion = ما يجيب عند { $host }{ $path } ليس واجهة REST لـ Oracle Fusion ({ $resource }).
oracle-not-fusion-remedy = تحقق من العنوان والمسار. وصفحة دخول لـ Oracle أو لبوابة في الطريق تبدو كذلك أيضًا؛ فاطلب عندئذ السماح للمستخدم بالدخول إلى REST.
oracle-not-found = لا شيء في { $host } عند { $path } ({ $resource }). يقول Oracle: ‏{ $said }
oracle-not-found-remedy = تحقق من مسار الموارد: ينتهي بإصدار موجود في بيئتكم، وهو عادة 11.13.18.05، ويجب أن تكون الصيانة مفعّلة فيها.
oracle-forbidden = لا يحق للمستخدم { $user } استخدام { $resource } في { $host }. يقول Oracle: ‏{ $said }
oracle-forbidden-remedy = اطلب من مسؤول Fusion دورًا فيه صلاحيات REST لصيانة Oracle (مثل Maintenance Manager) وحق الوصول إلى بيانات وحدة الصيانة.
oracle-plant-unknown = لا يرى { $user } وحدة صيانة برمز { $plant } في { $host }.
oracle-plant-unknown-remedy = أدخل رمز وحدة الصيانة (Plant) في Oracle لا اسمها. وإن كان صحيحًا فاطلب من مسؤول Fusion حق الوصول إلى بياناتها.
oracle-plant-without-maintenance = ‏{ $plant } غير مفعّلة للصيانة في Oracle.
oracle-plant-without-maintenance-remedy = أدخل رمز الوحدة التي تُصان فيها أصول المنشأة هناك، أو اطلب تفعيل الصيانة لهذه.
oracle-fields-missing = تنقص { $resource } في { $host } حقول لازمة: { $fields }.
oracle-fields-missing-remedy = تحقق من أن المسار يؤدي إلى الإصدار 11.13.18.05 من الموارد، ومن أن هذه الحقول ليست مخفية.
oracle-fields-not-searchable = لا يمكن البحث في { $resource } في { $host } بـ: { $fields }.
oracle-fields-not-searchable-remedy = اسأل دعم Oracle أو من خصّص المورد: دون البحث بهذه الحقول لا تُقرأ التغييرات تباعًا ولا يُعثر على الأوامر ثانية.
oracle-rate-limited = لا يقبل { $host } أسئلة أخرى الآن، ويطلب الانتظار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
oracle-rate-limited-remedy = يُعاد السؤال تلقائيًا بعد هذه المدة. إن تكرر ذلك فاجعل السؤال أقل تكرارًا.
oracle-under-maintenance = بيئة Oracle في { $host } قيد الصيانة. يقول: ‏{ $said }
oracle-under-maintenance-remedy = يُعاد السؤال تلقائيًا حتى تنتهي نافذة الصيانة؛ وتعلن Oracle عنها بالبريد وفي وحدة تحكم Oracle Cloud.
oracle-unavailable = ‏{ $host } غير متاح ({ $status }).
oracle-unavailable-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص حالة البيئة في وحدة تحكم Oracle Cloud.
oracle-server-error = أجاب { $host } بخطأ داخلي لديه ({ $status }). يقول Oracle: ‏{ $said }
oracle-server-error-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فأبلغ دعم Oracle بالوقت وبما يقوله.
oracle-request-refused = رفض { $host } سؤالا عن { $resource } ({ $status }). يقول Oracle: ‏{ $said }
oracle-request-refused-remedy = نفّذ اختبار الاتصال فهو يسمّي الحقول الناقصة في المورد. إن كان الخلل في السؤال فأرسل سجل هذا البرنامج إلى الدعم.
oracle-answer-malformed = تعذرت قراءة جواب من { $host } عن { $resource }.
oracle-answer-malformed-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فثمة ما يغيّر الأجوبة أو يقطعها بين هنا وOracle.
oracle-answer-too-large = جواب { $host } عن { $resource } كبير أكثر من اللازم.
oracle-answer-too-large-remedy = أدخل حجم صفحة أصغر.
oracle-pages-without-end = تعطي { $resource } في { $host } الصفوف نفسها مرارًا.
oracle-pages-without-end-remedy = ربما يقطع شيء في الطريق إلى Oracle السؤال من العنوان. وإلا فاعرض الأمر على دعم Oracle.
oracle-order-unconfirmed = لا يُعرف هل استلم { $host } الأمر: ضاع الجواب.
oracle-order-unconfirmed-remedy = لا يُكتب شيء مرة ثانية: يُبحث في Oracle عن رقم الأمر أولا تلقائيًا حتى يتأكد الحال.
oracle-order-refused = لم يقبل Oracle الأمر: ‏{ $said }
oracle-order-refused-remedy = أصلح في Oracle أو في التكامل ما يذكره (النوع أو النوع الفرعي أو الحالة، وهل يُسمح بأوامر عمل جديدة للأصل) ثم أرسل الأمر من جديد. لم يُنشأ أي أمر.
oracle-orders-doubled = في Oracle أوامر بالرقم { $key } عددها { $count }.
oracle-orders-doubled-remedy = بيئتكم تسمح بتكرار الأرقام. يجب إلغاء ما لا يريده أحد وإعطاؤه رقمًا آخر ثم الإرسال من جديد.
oracle-nothing-to-see = الاتصال صحيح، لكن { $user } لا يرى أصلا قابلا للصيانة في الوحدة { $plant }.
oracle-nothing-to-see-remedy = تحقق في Oracle من أن هذه الوحدة تشغّل الأصول، واطلب من مسؤول Fusion حق الوصول إلى بياناتها.
oracle-creating-not-offered = لا يتيح { $host } لـ { $user } إنشاء أوامر عمل.
oracle-creating-not-offered-remedy = يمكن قراءة الأصول والسجل. ولإرسال أوامر العمل اطلب من مسؤول Fusion صلاحية إنشاء أوامر عمل الصيانة.

# ‏SAP لصيانة المنشآت: ما قد يتعطل في النظام وما العمل حياله. لكل رسالة علاجها.

sap-url-malformed = ‏{ $url } ليس عنوانًا من النوع المطلوب هنا.
sap-url-malformed-remedy = اكتبه بالصيغة https://host:port دون اسم مستخدم أو كلمة مرور أو علامة استفهام فيه. وللعميل (Client) حقل خاص به.
sap-client-malformed = ‏{ $client } ليس عميل SAP (Client).
sap-client-malformed-remedy = رقم العميل ثلاثة أرقام، مثل 100. اترك الحقل فارغًا ليُستخدم العميل الافتراضي للنظام.
sap-zone-unknown = لا توجد منطقة زمنية باسم { $zone }.
sap-zone-unknown-remedy = أدخل اسمًا من قاعدة المناطق الزمنية، مثل Asia/Riyadh.
sap-name-malformed = لا يصلح { $given } للحقل { $field }.
sap-name-malformed-remedy = أدخل الاسم كما هو في SAP: حروف لاتينية وأرقام وشرطات سفلية فقط.
sap-path-malformed = ‏{ $path } ليس مسار خدمة ({ $service }).
sap-path-malformed-remedy = انسخ المسار من SAP Gateway (المعاملة /IWFND/MAINT_SERVICE أو /IWFND/V4_ADMIN) من أول شرطة مائلة، دون اسم المضيف ودون علامة استفهام.
sap-path-of-other-version = اختير OData V4، لكن { $path } مسار خدمة V2 ({ $service }).
sap-path-of-other-version-remedy = أدخل مسار خدمة V4، ويبدأ عادة بـ /sap/opu/odata4/، أو اختر OData V2.
sap-redirected = يحيل { $host } إلى عنوان آخر: { $to }.
sap-redirected-remedy = أدخل العنوان الذي يحيل إليه إن كان نظام SAP لديكم. لا تُتبع الإحالة تلقائيًا كي لا تصل كلمة المرور إلى خادم آخر. إن كانت صفحة دخول فالمطلوب دخول موحد: اطلب السماح بـ Basic أو OAuth 2.0 لهذه الخدمات.
sap-access-denied = رفض { $host } المستخدم { $user } أو كلمة المرور.
sap-access-denied-remedy = تحقق من المستخدم وكلمة المرور والعميل. جُرّبت مرة واحدة فقط كي لا يُقفل المستخدم، ولن تُجرَّب ثانية حتى تغيّرها أو تبدأ من جديد. وكلمة المرور الأولية يجب تغييرها في SAP أولا.
sap-token-refused = رفض { $host } رمز الدخول الصادر لـ { $user }.
sap-token-refused-remedy = تحقق من أن عميل OAuth مسند إلى مستخدم نظام وإلى هذه الخدمات (المعاملة SOAUTH2)، ومن النطاق. وقد طُلب رمز جديد فرُفض أيضًا.
sap-token-endpoint-refused = رفض خادم الرموز { $endpoint } العميل { $user }: { $said }.
sap-token-endpoint-refused-remedy = تحقق من معرّف العميل وسره، ومن أنه مسموح له بمنح client credentials بهذا النطاق.
sap-token-endpoint-without-token = ما يجيب به { $endpoint } ليس رمز دخول.
sap-token-endpoint-without-token-remedy = تحقق من عنوان الرموز؛ ينتهي عادة في أنظمة ABAP بـ /sap/bc/sec/oauth2/token وفي SAP BTP بـ /oauth/token.
sap-token-endpoint-unavailable = خادم الرموز { $endpoint } غير متاح ({ $status }).
sap-token-endpoint-unavailable-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص خادم التخويل.
sap-client-unknown = لا يوجد في النظام { $host } عميل برقم { $client }.
sap-client-unknown-remedy = أدخل العميل الذي تُدار فيه صيانة المنشآت، واسأل مسؤول SAP (المعاملة SCC4).
sap-service-not-activated = الخدمة الخاصة بـ { $service } غير مفعّلة في { $host }: ‏{ $path }. يقول SAP: ‏{ $said }
sap-service-not-activated-remedy = اطلب إضافة الخدمة في SAP Gateway (المعاملة /IWFND/MAINT_SERVICE، ولـ V4 المعاملة /IWFND/V4_ADMIN) وتفعيل عقدتها (المعاملة SICF).
sap-not-found = لا شيء في { $host } عند { $path } ({ $service }). يقول SAP: ‏{ $said }
sap-not-found-remedy = تحقق من مسار الخدمة ومن أن العنوان يؤدي إلى نظام SAP لا إلى بوابة أمامه.
sap-forbidden = لا يحق للمستخدم { $user } استخدام { $service } في { $host }. يقول SAP: ‏{ $said }
sap-forbidden-remedy = اطلب من مسؤول SAP صلاحية بدء الخدمة (S_SERVICE) وصلاحية العرض في صيانة المنشآت، وللأوامر صلاحية الإنشاء أيضًا (I_BEGRP وI_IWERK وI_SWERK وI_AUART). تُظهر المعاملتان SU53 و/IWFND/ERROR_LOG ما ينقص.
sap-csrf-refused = لم يقبل { $host } رمز الحماية من الطلبات المزورة للخدمة { $service }.
sap-csrf-refused-remedy = ربما تحذف بوابة بين هنا وSAP الترويسة X-CSRF-Token أو ملف تعريف الجلسة: اطلب تمريرهما.
sap-not-odata = ما يجيب عند { $host }{ $path } ليس خدمة OData ({ $service }).
sap-not-odata-remedy = تحقق من العنوان والمسار. وصفحة دخول لبوابة في الطريق تبدو كذلك أيضًا.
sap-other-version = الخدمة { $service } في { $host } هي OData { $found }، والمختار هو { $wanted }.
sap-other-version-remedy = اختر إصدار الخدمة، أو أدخل مسار الخدمة الأخرى.
sap-set-missing = لا تحوي الخدمة عند { $path } المجموعة { $service }.
sap-set-missing-remedy = تحقق من المسار: ربما أُدخلت خدمة أخرى في حقل هذه الخدمة.
sap-fields-missing = تنقص { $service } في { $host } حقول لازمة: { $fields }.
sap-fields-missing-remedy = تحقق من أنها الخدمة التي تنشرها SAP لا خدمة أقدم أو خدمة خاصة بكم. ولحقل مفتاح أمر العمل أدخل حقلا موجودًا في الخدمة.
sap-key-field-too-short = يتسع الحقل { $field } لـ { $most ->
    [one] حرف واحد
    [two] حرفين
    [few] { $most } أحرف
   *[other] { $most } حرفًا
  }، ومفتاح أمر العمل { $needed }.
sap-key-field-too-short-remedy = أدخل حقلا آخر في الأمر للمفتاح، مثل AdditionalDeviceData، أو حقلا خاصًا بكم يتسع لأربعين حرفًا.
sap-unavailable = ‏{ $host } غير متاح ({ $status }).
sap-unavailable-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص نظام SAP وموزع الويب الذي أمامه.
sap-server-error = أجاب { $host } بخطأ داخلي لديه ({ $status }). يقول SAP: ‏{ $said }
sap-server-error-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص المعاملتين /IWFND/ERROR_LOG وST22 في SAP.
sap-request-refused = رفض { $host } سؤالا عن { $service } ({ $status }). يقول SAP: ‏{ $said }
sap-request-refused-remedy = افحص المعاملة /IWFND/ERROR_LOG في SAP. إن كان الخلل في السؤال فأرسل سجل هذا البرنامج إلى الدعم.
sap-answer-malformed = تعذرت قراءة جواب من { $host } عن { $service }.
sap-answer-malformed-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فثمة ما يغيّر الأجوبة أو يقطعها بين هنا وSAP.
sap-answer-too-large = جواب { $host } عن { $service } كبير أكثر من اللازم.
sap-answer-too-large-remedy = أدخل حجم صفحة أصغر.
sap-next-page-elsewhere = الصفحة التالية من { $service } في خادم آخر: { $to }.
sap-next-page-elsewhere-remedy = لا تُتبع كي لا تصل كلمة المرور إلى خادم آخر. اطلب أن يعطي موزع الويب أو البوابة عناوين بالمضيف { $host }، أو أدخل العنوان الذي يعطيه.
sap-pages-without-end = تعطي { $service } في { $host } صفحة بعد صفحة بلا نهاية.
sap-pages-without-end-remedy = اطلب من مسؤول SAP فحص الخدمة؛ الصفحة نفسها تُعطى مرارًا.
sap-order-unconfirmed = لا يُعرف هل استلم { $host } الأمر: ضاع الجواب.
sap-order-unconfirmed-remedy = لا يُكتب شيء مرة ثانية: يُبحث في SAP عن مفتاح الأمر أولا تلقائيًا حتى يتأكد الحال.
sap-order-refused = لم يقبل SAP الأمر: ‏{ $said }
sap-order-refused-remedy = أصلح في SAP أو في التكامل ما يذكره (نوع الأمر أو موقع الصيانة أو مركز العمل للمعدة) ثم أرسل الأمر من جديد. لم يُنشأ أي أمر.
sap-orders-doubled = في SAP عدة أوامر بالمفتاح { $key }: ‏{ $numbers }.
sap-orders-doubled-remedy = نسخ أحدهم الأمر في SAP مع مفتاحه. امسح المفتاح في النسخ ثم أرسل من جديد.
sap-nothing-to-see = الاتصال صحيح، لكن المستخدم { $user } لا يرى شيئًا من { $service }.
sap-nothing-to-see-remedy = اطلب من مسؤول SAP حق عرض معدات المنشأة ومواقعها، إن وُجدت.

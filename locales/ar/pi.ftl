# ‏PI Web API: ما قد يتعطل وما العمل حياله. لكل رسالة علاجها.

pi-url-malformed = ‏{ $url } ليس عنوان PI Web API.
pi-url-malformed-remedy = اكتبه بالصيغة https://host/piwebapi دون اسم مستخدم أو كلمة مرور أو علامة استفهام فيه.
pi-not-a-pi-web-api = ما يجيب على { $host } ليس PI Web API.
pi-not-a-pi-web-api-remedy = تحقق من مسار العنوان، فهو ينتهي عادة بـ /piwebapi. وصفحة دخول لبوابة في الطريق تبدو كذلك أيضًا.
pi-redirected = يحيل { $host } إلى عنوان آخر: { $to }.
pi-redirected-remedy = أدخل العنوان الذي يحيل إليه إن كان PI Web API تابعًا لكم. لا تُتبع الإحالة تلقائيًا كي لا تصل كلمة المرور إلى خادم آخر. إن كانت صفحة دخول ففي الطريق بوابة.
pi-access-denied = رفض { $host } المستخدم { $user } أو كلمة المرور.
pi-access-denied-remedy = تحقق من اسم المستخدم مع نطاقه ومن كلمة المرور. جُرّبت مرة واحدة فقط كي لا يُقفل الحساب، ولن تُجرَّب ثانية حتى تغيّرها أو تبدأ من جديد.
pi-token-refused = رفض { $host } رمز الدخول، أو انتهت صلاحيته.
pi-token-refused-remedy = اطلب إصدار رمز جديد وأدخله هنا. لن يُجرَّب ثانية حتى تغيّره أو تبدأ من جديد. وإن كانت مدة الرموز قصيرة فاختر الدخول عبر OAuth 2.0 ببيانات العميل، فيُجلب الجديد منها تلقائيًا.
pi-fetched-token-refused = رفض { $host } رمز الدخول الصادر للعميل { $user }.
pi-fetched-token-refused-remedy = جُلب رمز جديد فرُفض أيضًا. تحقق من النطاق، ومن أن PI Web API يثق بخادم الرموز هذا ويعرف العميل مستخدمًا له حق القراءة.
pi-token-endpoint-refused = رفض خادم الرموز { $endpoint } العميل { $user }: { $said }.
pi-token-endpoint-refused-remedy = تحقق من معرّف العميل وسره، ومن أن العميل نشط ومسموح له بمنح client credentials بهذا النطاق.
pi-token-endpoint-without-token = ما يجيب به { $endpoint } ليس رمز دخول.
pi-token-endpoint-without-token-remedy = تحقق من عنوان الرموز: هو نقطة إصدار الرموز في خادم التفويض، لا صفحة الدخول فيه.
pi-token-endpoint-unavailable = خادم الرموز { $endpoint } غير متاح ({ $status }).
pi-token-endpoint-unavailable-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فاطلب فحص خادم التفويض.
pi-sign-in-not-offered = لا يقبل { $host } طريقة الدخول هذه. ما يقبله: { $offered }.
pi-sign-in-not-offered-remedy = اختر طريقة مما يقبله: Basic، أو رمز دخول (Bearer)، أو دخول Windows (Negotiate). إن لم يقبل أيًا منها فاطلب تفعيل إحداها بين طرق المصادقة في PI Web API. وNTLM غير مدعوم.
pi-forbidden = لا يحق للمستخدم { $user } قراءة هذا في { $host }.
pi-forbidden-remedy = اطلب من مسؤول PI ربط المستخدم بهوية لها حق قراءة النقاط وبياناتها.
pi-unavailable = ‏{ $host } غير متاح ({ $status }).
pi-unavailable-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص خدمة PI Web API والبوابة التي أمامها.
pi-server-error = أجاب { $host } بخطأ داخلي لديه ({ $status }).
pi-server-error-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فافحص سجل الأحداث في حاسوب PI Web API.
pi-request-refused = رفض { $host } سؤالا ({ $status }).
pi-request-refused-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فأرسل سجل هذا البرنامج وسجل PI Web API إلى الدعم.
pi-not-found = لم يعد { $host } يعرف نقطة أو خادمًا سُئل عنه.
pi-not-found-remedy = يُبحث عن النقاط بأسمائها من جديد تلقائيًا. إن استمر ذلك فتحقق هل استُبدل المؤرشف.
pi-answer-malformed = تعذرت قراءة جواب من { $host }.
pi-answer-malformed-remedy = يُعاد السؤال تلقائيًا. إن استمر ذلك فثمة ما يغيّر الأجوبة أو يقطعها بين هنا وPI Web API.
pi-answer-too-large = جواب { $host } كبير أكثر من اللازم.
pi-answer-too-large-remedy = اطلب خفض حد عدد القيم في PI Web API إلى 150,000 أو أقل.
pi-no-data-server = لا يعرف PI Web API في { $host } أي مؤرشف PI.
pi-no-data-server-remedy = اطلب تسجيل المؤرشف في حاسوب PI Web API، وتحقق من أن المستخدم { $user } يراه.
pi-data-server-unknown = لا يعرف PI Web API في { $host } مؤرشفًا باسم { $server }. ما يعرفه: { $known }.
pi-data-server-unknown-remedy = أدخل أحد هذه الأسماء أو اترك الحقل فارغًا.
pi-data-server-not-connected = لا اتصال بين PI Web API في { $host } والمؤرشف { $server }.
pi-data-server-not-connected-remedy = افحص المؤرشف والشبكة بين الحاسوبين، واسأل مسؤول PI.
pi-too-many-at-one-time = أكثر من { $most } قيمة لنقطة واحدة تحمل الوقت نفسه تمامًا، فلا يمكن قراءتها صفحة صفحة.
pi-too-many-at-one-time-remedy = اطلب من مسؤول PI فحص النقطة، فمثل هذه البيانات تأتي من واجهة معطوبة.
pi-tag-unknown = لا توجد نقطة { $tag }، أو لا يحق للمستخدم رؤيتها.
pi-tag-unknown-remedy = تحقق من الاسم: \\SERVER\POINT. ربما أُعيدت تسميتها أو حُذفت؛ ابحث عنها في المتصفح واربطها من جديد.
pi-tag-not-readable = لا يحق للمستخدم قراءة النقطة { $tag }.
pi-tag-not-readable-remedy = اطلب من مسؤول PI حق قراءة النقطة وبياناتها.
pi-tag-not-numeric = النقطة { $tag } لا تحوي أرقامًا: نوعها { $type }.
pi-tag-not-numeric-remedy = اربط نقطة رقمية القيم. حالات النقطة الرقمية (Digital) كلمات ولا تصبح أرقامًا أبدًا.
pi-no-points = الاتصال صحيح، لكن المستخدم { $user } لا يرى أي نقطة.
pi-no-points-remedy = اطلب من مسؤول PI حق قراءة النقاط.
pi-clock-skew = تختلف ساعة المؤرشف عن ساعة هذه المحطة بمقدار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
pi-clock-skew-remedy = اضبط الساعتين على خادم الوقت نفسه.

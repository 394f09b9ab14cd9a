# ‏قواعد البيانات: ما قد يتعطل وما العمل حياله. لكل رسالة علاجها.

sql-identifier-malformed = الحقل { $field } فيه اسم لا يصلح لجدول ولا لعمود.
sql-identifier-malformed-remedy = أدخل الاسم كما تعرضه قاعدة البيانات، دون علامات اقتباس أو فواصل أسطر أو محارف تحكم.
sql-time-zone-unknown = لا توجد منطقة زمنية باسم { $zone }.
sql-time-zone-unknown-remedy = أدخل اسمًا من قائمة IANA، مثل Asia/Riyadh أو UTC.
sql-query-not-understood = تعذر فهم الاستعلام: { $why }
sql-query-not-understood-remedy = صحّح الاستعلام، وجرّبه أولا في أداة قاعدة البيانات نفسها.
sql-query-not-one-select = الاستعلام ليس جملة SELECT واحدة.
sql-query-not-one-select-remedy = اكتب جملة SELECT واحدة. لا يُرسل غيرها: لا جملة ثانية ولا INSERT أو UPDATE أو DELETE أو SET أو CALL.
sql-query-writes = في الاستعلام ما يكتب أو يقفل: INTO أو FOR UPDATE أو SHARE، أو INSERT أو UPDATE أو DELETE داخله.
sql-query-writes-remedy = احذف ذلك الجزء، فالقراءة وحدها مسموحة.
sql-query-function-refused = يستخدم الاستعلام { $name }، وهي تفعل أكثر من القراءة.
sql-query-function-refused-remedy = احذف هذه الدالة.
sql-query-parameter-unknown = في الاستعلام المعامل { $name }، ولا قيمة له.
sql-query-parameter-unknown-remedy = لا يُملأ إلا :since و:until، وهما الوقتان اللذان تُطلب القراءات بينهما.

sql-not-this-database = ما يعمل على { $host } بالمنفذ { $port } ليس { $engine }.
sql-not-this-database-remedy = تحقق من رقم المنفذ ومن نوع قاعدة البيانات: المنفذ المعتاد لـ PostgreSQL هو 5432، ولـ MySQL وMariaDB هو 3306، ولـ SQL Server هو 1433.
sql-encryption-not-offered = لا يوفر { $host } تشفيرًا للاتصال بـ { $engine }.
sql-encryption-not-offered-remedy = اطلب تفعيل TLS في الخادم. ولا تختر «بدون تشفير» إلا إذا تعذر ذلك.
sql-encryption-required = لا يسمح { $host } بدخول { $user } إلا عبر اتصال مشفّر.
sql-encryption-required-remedy = اختر التشفير مع التحقق من الشهادة.
sql-access-denied = رفض { $host } المستخدم { $user } أو كلمة المرور.
sql-access-denied-remedy = تحقق من اسم المستخدم وكلمة المرور، وإن كانت القاعدة MariaDB فتحقق أيضًا هل تطلب اتصالا مشفّرًا. جُرّبت مرة واحدة فقط كي لا يُقفل الحساب، ولن تُجرَّب ثانية حتى تغيّرها أو تبدأ من جديد.
sql-sign-in-not-supported = يطلب { $host } طريقة دخول غير مدعومة هنا.
sql-sign-in-not-supported-remedy = اجعل للمستخدم { $user } كلمة مرور من نوع معتاد: SCRAM-SHA-256 في PostgreSQL، أو caching_sha2_password أو ed25519 أو mysql_native_password في MySQL وMariaDB، أو حساب دخول من SQL Server نفسه في SQL Server (ويجب أن يسمح خادمه بمصادقة SQL Server إلى جانب مصادقة Windows).
sql-account-closed = لا يُسمح للمستخدم { $user } بالدخول إلى { $host }: الحساب مقفل أو ليس حساب دخول.
sql-account-closed-remedy = اطلب من مسؤول قاعدة البيانات فتح الحساب أو منحه حق الدخول.
sql-password-expired = انتهت صلاحية كلمة مرور { $user } في { $host }.
sql-password-expired-remedy = اطلب من مسؤول قاعدة البيانات كلمة مرور جديدة وأدخلها هنا.
sql-host-not-allowed = لا يسمح { $host } بالدخول من محطة العمل هذه، أو لا يسمح للمستخدم { $user } بدخول { $database }.
sql-host-not-allowed-remedy = اطلب من مسؤول قاعدة البيانات السماح لعنوان هذه المحطة: في pg_hba.conf مع PostgreSQL، وفي جزء المضيف من المستخدم مع MySQL وMariaDB (وفيهما أيضًا FLUSH HOSTS بعد محاولات فاشلة كثيرة)، وفي قواعد جدار الحماية مع Azure SQL.
sql-database-not-opened = سمح { $host } بدخول { $user } لكنه لم يفتح قاعدة البيانات { $database }: هي غير موجودة، أو غير متصلة، أو ليس لهذا الحساب مستخدم فيها.
sql-database-not-opened-remedy = تحقق من كتابة الاسم. إن كان صحيحًا فاطلب من مسؤول قاعدة البيانات تشغيلها أو إضافة الحساب مستخدمًا فيها.
sql-database-unknown = لا توجد قاعدة بيانات باسم { $database } في { $host }.
sql-database-unknown-remedy = تحقق من كتابة الاسم؛ يميّز PostgreSQL بين الأحرف الكبيرة والصغيرة.
sql-table-unknown = الجدول أو العرض أو المخطط غير موجود في قاعدة البيانات { $database }.
sql-table-unknown-remedy = تحقق من اسم المخطط واسم الجدول، بالأحرف الكبيرة والصغيرة كما تعرضها قاعدة البيانات.
sql-column-unknown = عمود مطلوب غير موجود: { $why }
sql-column-unknown-remedy = تحقق من أسماء الأعمدة، بالأحرف الكبيرة والصغيرة كما تعرضها قاعدة البيانات. ويجب أن يسمّي الاستعلام أعمدته بهذه الأسماء.
sql-select-denied = لا يحق للمستخدم { $user } قراءة الجدول في { $database }.
sql-select-denied-remedy = اطلب من مسؤول قاعدة البيانات حق SELECT عليه. لا حاجة إلى أكثر من ذلك أبدًا.
sql-write-refused = رفضت قاعدة البيانات الكتابة كما طُلب منها.
sql-write-refused-remedy = يستدعي الاستعلام شيئًا يكتب. احذفه أو اقرأ من عرض (view).
sql-query-refused = لم تستطع قاعدة البيانات الإجابة عما طُلب: { $why }
sql-query-refused-remedy = تحقق من الاستعلام ومن أنواع الأعمدة، وجرّبه أولا في أداة قاعدة البيانات نفسها.
sql-query-failed = ردّت قاعدة البيانات بالخطأ { $code }.
sql-query-failed-remedy = ابحث عن الرمز في وثائق { $engine }، أو اسأل مسؤول قاعدة البيانات مع سجل الخادم. تُعاد المحاولة تلقائيًا.
sql-too-many-connections = لم يبق في { $host } اتصال متاح للمستخدم { $user }.
sql-too-many-connections-remedy = أغلق عملاء آخرين أو اطلب رفع حد الاتصالات. تُعاد المحاولة تلقائيًا.
sql-server-starting = قاعدة البيانات في { $host } قيد التشغيل أو الاستعادة.
sql-server-starting-remedy = انتظر، ثم يتم الاتصال تلقائيًا.
sql-single-user = { $host } أو قاعدة بياناته { $database } مفتوحة لاتصال واحد فقط، وهو بيد غيرك.
sql-single-user-remedy = يعمل عليها مسؤولها الآن. انتظر حتى تُفتح للجميع (MULTI_USER)، وتُعاد المحاولة تلقائيًا.
sql-replica-not-readable = قاعدة البيانات { $database } في { $host } نسخة متماثلة من مجموعة توفّر ولا يمكن قراءتها الآن.
sql-replica-not-readable-remedy = أدخل مستمع مجموعة التوفّر (listener) مضيفًا، أو اطلب إتاحة قراءة النسخة. تُعاد المحاولة تلقائيًا.
sql-server-shutting-down = قاعدة البيانات في { $host } قيد الإيقاف.
sql-server-shutting-down-remedy = انتظر حتى تُشغّل من جديد، ثم يتم الاتصال تلقائيًا.
sql-statement-timed-out = لم تُنه قاعدة البيانات ما طُلب خلال { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  } فأوقفته.
sql-statement-timed-out-remedy = اطلب إنشاء فهرس على عمودي الوسم والوقت، فهو الناقص في أغلب الحالات. وإلا فارفع المهلة.
sql-statement-silent = لم يُجب { $host } عن سؤال، ولا حتى بانتهاء مهلته البالغة { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
sql-statement-silent-remedy = الخادم لا يستجيب، أو فقدت الشبكة الاتصال بصمت. تُعاد المحاولة تلقائيًا؛ افحص الخادم إن استمر ذلك.
sql-lock-timed-out = يقفل مستخدم آخر الجدول.
sql-lock-timed-out-remedy = تنتظر القراءة حتى يزول القفل، وتُعاد المحاولة تلقائيًا. إن استمر ذلك فاسأل مسؤول قاعدة البيانات عمّن يقفله.
sql-deadlock = أوقفت قاعدة البيانات السؤال لأنه وعملية كتابة كانا ينتظران بعضهما (deadlock).
sql-deadlock-remedy = يُعاد السؤال تلقائيًا ولا يضيع شيء. إن تكرر كثيرًا فاطلب قراءة إصدارات الصفوف (READ_COMMITTED_SNAPSHOT) أو اقرأ من عرض مُعد لذلك.
sql-time-column-type = العمود { $column } لا يحوي أوقاتًا بل { $type }.
sql-time-column-type-remedy = اختر عمودًا من نوع الوقت والتاريخ. إن كانت الأوقات أرقامًا أو نصوصًا فاقرأ من عرض (view) أو استعلام يحوّلها.
sql-value-column-type = العمود { $column } قيمه ليست أرقامًا: { $type }.
sql-value-column-type-remedy = اختر عمودًا من الأرقام أو القيم المنطقية أو نصًا فيه أرقام، وإلا فاقرأ من عرض (view) أو استعلام يحوّلها.
sql-too-many-at-one-time = أكثر من { $most } قراءة تحمل الوقت نفسه تمامًا، فلا يمكن قراءتها صفحة صفحة.
sql-too-many-at-one-time-remedy = الأوقات المقرّبة إلى الأيام أو الساعات غير دقيقة بما يكفي. اختر العمود الذي فيه الوقت الدقيق.
sql-tag-unknown = لا قراءة في الجدول للوسم { $tag }.
sql-tag-unknown-remedy = تحقق من كتابة الاسم، بالأحرف الكبيرة والصغيرة. وحالما توجد قراءة تُؤخذ تلقائيًا.
sql-nothing-there = الاتصال صحيح، لكن لا توجد قراءة.
sql-nothing-there-remedy = تحقق من أنه الجدول الصحيح ومن أن شيئًا يكتب فيه.
sql-user-may-write = يستطيع المستخدم { $user } الكتابة في قاعدة البيانات. لا يحدث ذلك من هنا أبدًا، لكن حسابه يسمح به.
sql-user-may-write-remedy = اطلب مستخدمًا له حق SELECT وحده.
sql-user-may-write-unguarded = يستطيع الحساب { $user } الكتابة في { $database }، وليس في SQL Server جلسة للقراءة فقط تمنع ذلك. لا يُرسل من هنا إلا القراءة، لكن لا شيء في الخادم يضمن ذلك.
sql-user-may-write-unguarded-remedy = اطلب حسابًا له حق SELECT وحده، فهو الحارس الوحيد الذي يقدمه SQL Server نفسه.
sql-clock-skew = تختلف ساعة قاعدة البيانات عن ساعة هذه المحطة بمقدار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوان
   *[other] { $seconds } ثانية
  }.
sql-clock-skew-remedy = اضبط الساعتين على خادم الوقت نفسه.
sql-readings-ahead = أحدث قراءة تقع في المستقبل، إذا قُرئت الأوقات بالمنطقة { $zone }. لا تُؤخذ مثل هذه القراءات إلا حين يحل وقتها.
sql-readings-ahead-remedy = اختر المنطقة الزمنية التي تُحفظ بها الأوقات في الجدول. إن كانت صحيحة فصحّح الصفوف ذات الأوقات الخاطئة.

# ما يجده «optria central verify» في قاعدة البيانات المركزية، وما يفعله مسؤولها (بحساب المشرف الأعلى في psql).

gate-rule-unknown = ‏{ $rule }: { $object }
gate-rule-unknown-remedy = لا يعرف هذا الإصدار هذه القاعدة. شغّل «optria central verify» من الإصدار الذي رُقيت به قاعدة البيانات أو اطلب الدعم.
gate-action-log-broken = سجل الإجراءات لدى { $object } غير سليم ابتداء من القيد { $entry }: فقد عُدّل فيه أو حُذف منه شيء من خارج البرنامج.
gate-action-log-broken-remedy = اترك قاعدة البيانات كما هي، وابحث عمن كانت لديه كلمة مرور المشرف الأعلى. قارن رأس السلسلة بما حفظته من قبل، واسترجع السجل من نسخة احتياطية في مكان آخر، وأبلغ الجهة بالقيد الذي لا يُعتمد على السجل بعده.
gate-table-without-forced-row-security = لا يُلزم الجدول { $object } الجميع بأمان الصفوف.
gate-table-without-forced-row-security-remedy = إن كان من جداول البرنامج فنفذ ALTER TABLE { $object } ENABLE ROW LEVEL SECURITY ثم FORCE ROW LEVEL SECURITY. وإن كان لغيره فانقله إلى قاعدة بيانات مستقلة.
gate-policy-with-or = في سياسة صفوف شرط OR قد تمر به صفوف جهات أخرى: { $object }.
gate-policy-with-or-remedy = لا توجد في البرنامج سياسة كهذه. ابحث عمن أنشأها واحذفها بالأمر DROP POLICY.
gate-policy-that-is-worked-out-for-each-row = سياسة صفوف تسأل عن المستخدم من جديد عند كل صف: { $object }.
gate-policy-that-is-worked-out-for-each-row-remedy = لا توجد في البرنامج سياسة كهذه. احذفها بالأمر DROP POLICY أو اكتب الاستدعاء بالصيغة (SELECT auth...).
gate-policy-that-names-a-role-with-tenants-in-it = سياسة صفوف تسمي حسابًا تنتمي إليه الجهات، فتستطيع إحداها إزالتها عن الجميع: { $object }.
gate-policy-that-names-a-role-with-tenants-in-it-remedy = اجعلها للجميع بالأمر ALTER POLICY ... TO PUBLIC، أو احذفها بالأمر DROP POLICY إن لم تكن من البرنامج.
gate-policy-for-everybody-that-does-not-compare-the-tenant = سياسة صفوف للجميع لا تقارن الجهة: { $object }.
gate-policy-for-everybody-that-does-not-compare-the-tenant-remedy = احذفها بالأمر DROP POLICY. وإن كانت سياسة البرنامج «tenant» غائبة هناك فأعدها من الترقية التي أنشأت الجدول (migrations/central) قبل السماح للمحطات بالاتصال.
gate-two-policies-for-everybody-on-one-table = على { $object } سياستا صفوف للجميع، وتكفي إحداهما لتمرير الصف.
gate-two-policies-for-everybody-on-one-table-remedy = احتفظ بسياسة البرنامج «tenant» واحذف الأخرى بالأمر DROP POLICY.
gate-definer-function-without-pinned-search-path = تعمل الدالة { $object } بصلاحيات مالكها وتبحث حيث يشاء مستدعيها.
gate-definer-function-without-pinned-search-path-remedy = نفذ ALTER FUNCTION { $object } SET search_path = pg_catalog, pg_temp؛ وإن لم تكن من البرنامج فاحذفها بالأمر DROP FUNCTION.
gate-definer-function-of-a-superuser = تعمل الدالة { $object } بصلاحيات المشرف الأعلى متجاوزة أمان الصفوف.
gate-definer-function-of-a-superuser-remedy = إن كانت من البرنامج فنفذ ALTER FUNCTION { $object } OWNER TO للحساب المذكور في ترقيتها. وإن لم تكن منه فاحذفها بالأمر DROP FUNCTION.
gate-function-that-public-may-run = يستطيع الجميع تشغيل الدالة { $object }.
gate-function-that-public-may-run-remedy = نفذ REVOKE ALL ON FUNCTION { $object } FROM PUBLIC.
gate-dangerous-function-that-public-may-run = يستطيع الجميع تشغيل { $object }، وبها يُطلع على جهات أخرى أو تُعطّل.
gate-dangerous-function-that-public-may-run-remedy = نفذ REVOKE ALL ON FUNCTION { $object } FROM PUBLIC، وامنحها لحساب المراقبة وحده إن احتاج إليها. وهذا متوقع بعد ترقية PostgreSQL للدوال الجديدة فيها.
gate-key-without-tenant-id-in-front = لا يبدأ الفهرس الفريد { $object } بالجهة، فيكشف لجهة قيم جهة أخرى.
gate-key-without-tenant-id-in-front-remedy = لا يوجد في البرنامج فهرس كهذا. احذفه بالأمر DROP INDEX (أو ALTER TABLE ... DROP CONSTRAINT)، وأعد إنشاءه مبتدئًا بالعمود tenant_id إن احتجت إليه.
gate-foreign-key-without-tenant-id-in-front = لا يبدأ المفتاح الأجنبي { $object } بالجهة، فقد يشير صف إلى صف جهة أخرى.
gate-foreign-key-without-tenant-id-in-front-remedy = لا يوجد في البرنامج مفتاح كهذا. احذفه بالأمر ALTER TABLE ... DROP CONSTRAINT.
gate-client-may-write-directly = تستطيع محطات العمل الكتابة دون المرور بدوال البرنامج: { $object }.
gate-client-may-write-directly-remedy = اسحب هذه الصلاحية على هذا الجدول من optria_client ومن PUBLIC ومن حساب الجهة بالأمر REVOKE.
gate-client-may-write-a-column-directly = تستطيع محطات العمل الكتابة في عمود دون المرور بدوال البرنامج: { $object }.
gate-client-may-write-a-column-directly-remedy = اسحب هذه الصلاحية على هذا العمود من optria_client ومن PUBLIC ومن حساب الجهة بالأمر REVOKE.
gate-client-reads-keys-verifiers-or-sessions = تستطيع محطات العمل قراءة المفاتيح أو بيانات التحقق من كلمات المرور أو الجلسات: { $object }.
gate-client-reads-keys-verifiers-or-sessions-remedy = نفذ فورًا REVOKE SELECT ON { $object } FROM optria_client, PUBLIC. ثم شغّل «optria central rotate-signing-key» لكل جهة واطلب تغيير كلمات المرور، فما كان متاحًا للقراءة ربما قُرئ.
gate-view-that-reads-with-its-owners-rights = يقرأ العرض { $object } بصلاحيات مالكه متجاوزًا أمان الصفوف.
gate-view-that-reads-with-its-owners-rights-remedy = نفذ ALTER VIEW { $object } SET (security_invoker = true)، أو احذفه بالأمر DROP VIEW إن لم يكن من البرنامج.
gate-materialized-view-sequence-open-to-clients-or-foreign-table = ‏{ $object } عرض مخزن أو جدول خارجي أو متسلسلة متاحة لمحطات العمل، ولا يشملها أمان الصفوف.
gate-materialized-view-sequence-open-to-clients-or-foreign-table-remedy = انقله إلى قاعدة بيانات مستقلة، أو اسحب صلاحية المتسلسلة من optria_client ومن PUBLIC بالأمر REVOKE.
gate-schema-in-which-clients-may-create = تستطيع محطات العمل إنشاء كائنات في المخطط { $object }.
gate-schema-in-which-clients-may-create-remedy = نفذ REVOKE CREATE ON SCHEMA { $object } FROM PUBLIC, optria_client.
gate-database-in-which-clients-may-create-or-make-temporary-tables = تستطيع محطات العمل إنشاء مخططات أو جداول مؤقتة في قاعدة البيانات { $object }.
gate-database-in-which-clients-may-create-or-make-temporary-tables-remedy = نفذ REVOKE CREATE, TEMPORARY ON DATABASE { $object } FROM PUBLIC, optria_client.
gate-database-that-tenants-of-this-one-may-connect-to = تستطيع حسابات الجهات الاتصال أيضًا بقاعدة بيانات أخرى على هذا الخادم: { $object }.
gate-database-that-tenants-of-this-one-may-connect-to-remedy = امنح CONNECT للحسابات التي تعمل عليها بالأمر GRANT، ثم نفذ REVOKE CONNECT, TEMPORARY ON DATABASE { $object } FROM PUBLIC؛ أو انقل تلك القاعدة إلى خادم مستقل.
gate-language-that-clients-may-use = تستطيع محطات العمل كتابة دوال باللغة { $object }.
gate-language-that-clients-may-use-remedy = نفذ REVOKE ALL ON LANGUAGE { $object } FROM PUBLIC, optria_client.
gate-catalog-of-the-whole-cluster-that-clients-may-read = تستطيع محطات العمل قراءة { $object }، وفيه ما يخص الجهات كلها.
gate-catalog-of-the-whole-cluster-that-clients-may-read-remedy = نفذ REVOKE ALL ON pg_catalog.{ $object } FROM PUBLIC, optria_client، وامنح SELECT لحساب المراقبة وحده إن احتاج إليه.
gate-statistics-of-values-kept-for-all-tenants = تحتفظ PostgreSQL بإحصاءات لقيم الجهات كلها يكشف منها الأمر EXPLAIN: { $object }.
gate-statistics-of-values-kept-for-all-tenants-remedy = نفذ SELECT optria.keep_no_statistics()، ثم ANALYZE للجدول.
gate-tenants-role-with-more-than-a-tenants-rights = لحساب الجهة { $object } صلاحيات تزيد على ما يحق لحساب كهذا.
gate-tenants-role-with-more-than-a-tenants-rights-remedy = اسحب منه كل ما عدا العضوية في optria_client: الخصائص بالأمر ALTER ROLE (ولا بد من حد للاتصالات)، والعضويات بالأمر REVOKE، وما يملكه من كائنات بالأمر REASSIGN OWNED. واسأل من منحها.
gate-role-of-the-product-that-can-do-more-than-it-should = يستطيع حساب البرنامج { $object } أكثر مما ينبغي.
gate-role-of-the-product-that-can-do-more-than-it-should-remedy = نفذ ALTER ROLE { $object } NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION، واسحب عضوياته في الحسابات الأخرى بالأمر REVOKE.
gate-bound-parameters-may-be-logged = قد يكتب الخادم القيم في سجله، ومنها إثباتات كلمات المرور: { $object }.
gate-bound-parameters-may-be-logged-remedy = نفذ ALTER DATABASE { $object } SET log_parameter_max_length = 0، وكذلك log_parameter_max_length_on_error.
gate-extension-besides-pgcrypto = الإضافة { $object } مثبتة إلى جانب إضافة البرنامج، ولم تُراجع دوالها.
gate-extension-besides-pgcrypto-remedy = نفذ DROP EXTENSION { $object }، أو ثبّتها في قاعدة بيانات مستقلة.
gate-transaction-that-a-tenant-may-leave-prepared = يمكن للجهات أن تترك معاملات مهيأة (PREPARE TRANSACTION) تحتفظ بأقفالها بلا اتصال يمكن قطعه: { $object }.
gate-transaction-that-a-tenant-may-leave-prepared-remedy = اضبط max_prepared_transactions = 0 وأعد تشغيل PostgreSQL، ونفذ ROLLBACK PREPARED لما يظهر في pg_prepared_xacts من حسابات تبدأ بـ optria_t_.
gate-transaction-of-a-tenant-that-is-open-for-an-hour = أبقى اتصال لإحدى الجهات معاملة مفتوحة أكثر من ساعة، فلا يمكن تنظيف جداول أي جهة: { $object } (الحساب ورقم العملية).
gate-transaction-of-a-tenant-that-is-open-for-an-hour-remedy = نفذ SELECT pg_terminate_backend برقم العملية، وتعاود المحطة الاتصال تلقائيًا. فإن عادت المعاملة فاسأل الجهة عمن يستعمل حسابها خارج البرنامج، وغيّر كلمة مروره بالأمر optria central rotate-tenant-password.

"""Names of tools and techniques, and what else they are called; a vault adds its own `aliases:`."""

from prepsite.core.grounding.wordlists import each_of

# The name first, then what means the same.
ALIASES: tuple[tuple[str, ...], ...] = (
    ("postgresql", "postgres", "psql"), ("kubernetes", "k8s", "kube"), ("javascript", "js"), ("typescript",
    "ts"),
    ("scikit-learn", "sklearn", "scikit learn"), ("golang", "go"), ("amazon web services", "aws"),
    ("google cloud", "gcp", "google cloud platform"), ("microsoft azure", "azure"), ("node.js", "node",
    "nodejs"),
    ("react", "react.js", "reactjs"), ("vue", "vue.js", "vuejs"), ("mongodb", "mongo"), ("elasticsearch",
    "elastic"),
    ("apache kafka", "kafka"), ("apache spark", "spark", "pyspark"), ("apache airflow", "airflow"),
    ("microsoft excel", "excel", "ms excel"), ("microsoft word", "ms word"), ("powerpoint",
    "microsoft powerpoint"),
    ("microsoft teams", "ms teams"), ("power bi", "powerbi"), ("salesforce", "sfdc", "salesforce crm"),
    ("hubspot", "hubspot crm"), ("google bigquery", "bigquery"), ("tensorflow", "tf"), ("pytorch", "torch"),
    ("random forest", "random forests"), ("gradient boosting", "gradient-boosted trees", "gbm",
    "gradient boosted trees"),
    ("linkedin sales navigator", "sales navigator"), ("continuous integration", "ci"), ("ci/cd", "cicd"),
    ("github actions", "gh actions"), ("electronic health record", "ehr", "emr", "electronic health records"),
    ("customer relationship management", "crm"), ("visual studio code", "vs code", "vscode"), ("c#", "csharp"),
    ("opentelemetry", "otel"), ("infrastructure as code", "iac"), ("natural language processing", "nlp"),
    ("machine learning", "ml"), ("a/b test", "a/b tests", "a/b testing", "ab test", "split test"),
    ("numpy", "np"), ("latex", "tex"), ("structured query language", "sql"), ("ibm spss", "spss"),
    ("basic life support", "bls"), ("advanced cardiac life support", "acls"), ("intensive care unit", "icu"),
    ("registered nurse", "rn"), ("emergency department", "ed", "er"), ("amazon s3", "s3"), ("amazon ec2",
    "ec2"),
    ("residual current device", "rcd", "rcds"), ("programmable logic controller", "plc", "plcs"),
    ("variable frequency drive", "vfd", "vfds"), ("electric vehicle", "ev"), ("light-emitting diode", "led",
    "leds"),
    ("sql server", "mssql", "microsoft sql server", "ms sql"), ("argo cd", "argocd"), ("on-call", "on call"),
    ("lightgbm", "light gbm"), ("autocad", "auto cad"), ("microsoft outlook", "outlook"),
    ("microsoft sharepoint", "sharepoint"),
    ("spark with python", "pyspark"), ("master of science", "msc", "master's degree", "master's"),
    ("master of arts", "ma"), ("bachelor of science", "bsc", "bachelor's degree", "bachelor's"),
    ("bachelor of arts", "ba", "bachelor's degree", "bachelor's"), ("master of business administration", "mba"),
    ("doctor of philosophy", "phd", "doctorate"), ("postgraduate certificate", "pgcert", "pg cert"),
    ("chief financial officer", "cfo", "finance director"), ("chief executive officer", "ceo"),
    ("chief technology officer", "cto"), ("account executive", "ae"), ("key performance indicator", "kpi",
    "kpis"),
    ("intensive care", "icu"), ("geographic information system", "gis"), ("user interface", "ui"),
    ("99th percentile", "p99"), ("95th percentile", "p95"), ("demo", "demonstration"),
    ("statistical process control", "spc"), ("advanced life support", "als"), ("human resources", "hr"),
    ("national electrical code", "nec"), ("united kingdom", "uk"), ("united states", "us", "usa"),
    ("united kingdom", "uk", "british", "britain"), ("italy", "italian"), ("germany", "german"), ("france",
    "french"),
    ("spain", "spanish"), ("netherlands", "dutch"), ("poland", "polish"), ("ireland", "irish"), ("india",
    "indian"),
    ("united states", "usa", "american"), ("austria", "austrian"), ("switzerland", "swiss"), ("sweden",
    "swedish"),
    ("portugal", "portuguese"), ("denmark", "danish"), ("norway", "norwegian"), ("china", "chinese"),
)  # fmt: skip

# Names that are tools wherever a candidate says them. A word in capitals here counts only in capitals.
KNOWN = each_of(
    """python java kotlin scala ruby php javascript typescript perl haskell elixir erlang clojure fortran
    cobol matlab julia Rust Swift Go R C C++ C# Dart Lua SQL PL/SQL T-SQL Bash PowerShell django flask
    fastapi spring rails laravel react angular vue svelte next.js node.js express jquery postgresql
    mysql mariadb sqlite oracle mongodb cassandra redis memcached elasticsearch opensearch solr neo4j
    dynamodb cockroachdb clickhouse snowflake bigquery redshift databricks hive presto trino duckdb
    kafka rabbitmq activemq nats pulsar zookeeper docker kubernetes helm terraform ansible puppet pulumi
    jenkins gitlab github circleci argocd Argo Flux flagger istio envoy nginx haproxy consul vault
    prometheus grafana datadog splunk kibana logstash opentelemetry jaeger zipkin pagerduty sentry
    newrelic k6 gatling jmeter locust selenium cypress playwright junit pytest aws azure gcp heroku
    Lambda S3 EC2 spark airflow hadoop flink beam dbt luigi prefect dagster fivetran tableau looker
    powerbi metabase superset pandas numpy scipy scikit-learn tensorflow pytorch keras xgboost lightgbm
    catboost statsmodels nltk spacy mlflow kubeflow wandb ggplot2 dplyr tidyverse shiny spss stata sas
    excel git subversion mercurial jira confluence trello asana notion slack figma miro sketch photoshop
    illustrator salesforce hubspot pipedrive zoho gong outreach salesloft zoominfo clari marketo
    mailchimp docusign zendesk intercom epic cerner meditech allscripts pyxis omnicell autocad
    solidworks revit labview simulink arduino comsol ansys graphql grpc protobuf thrift oauth openapi
    swagger websocket word powerpoint outlook access quickbooks sap Workday wireshark nmap metasploit
    vmware hyper-v citrix pagemaker indesign qualtrics surveymonkey megger fluke siemens schneider
    legrand hager"""
)

# Names of tools that are also everyday words: only their capitals make them tools.
EVERYDAY = each_of(
    """word access outlook excel spring beam spark oracle express consul vault helm puppet locust cypress
    playwright go dart swift rust epic shiny outreach sketch notion slack hive pulsar flux argo lambda
    hager clari julia ruby intercom gong prefect angular react flask rails terraform chef sentry envoy
    jest gatling confluence stata"""
)
